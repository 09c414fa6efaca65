// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// The cheatcodes that these tests use; Hardhat answers at this well-known address.
interface Vm {
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;
    function expectRevert() external;
    function expectRevert(bytes calldata data) external;
    function expectRevert(bytes4 selector) external;
    function expectEmit() external;
    function warp(uint256 timestamp) external;
    function assume(bool condition) external;
}

Vm constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
