// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";

/// @title A plain burnable token for rehearsals and tests
contract StakeToken is ERC20Burnable {
    /// @param holder gets the whole supply
    /// @param supply in the smallest unit (18 decimals)
    constructor(address holder, uint256 supply) ERC20("SelfPlay stake", "SPS") {
        _mint(holder, supply);
    }
}
