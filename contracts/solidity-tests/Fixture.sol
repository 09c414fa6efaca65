// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SelfPlayArena} from "../contracts/SelfPlayArena.sol";
import {StakeManager} from "../contracts/StakeManager.sol";
import {StakeToken} from "../contracts/StakeToken.sol";
import {SystemPause} from "../contracts/SystemPause.sol";
import {IStakeManager} from "../contracts/interfaces/IStakeManager.sol";
import {vm} from "./Vm.sol";

/// A whole deployment, owned by the test, with funded validators.
abstract contract Fixture {
    StakeToken internal token;
    StakeManager internal stakes;
    SelfPlayArena internal arena;
    SystemPause internal switchboard;

    address internal constant TEACHER = address(0x7EAC);
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant ORCHESTRATOR = address(0x0C);
    address internal constant STRANGER = address(0xBAD);
    address internal constant POOL = address(0xFEE);
    uint8 internal constant VALIDATOR = 1;

    function setUp() public virtual {
        token = new StakeToken(address(this), 1e30);
        stakes = new StakeManager(address(this), IERC20(address(token)), 1 ether, 7 days);
        arena = new SelfPlayArena(address(this), IERC20(address(token)), IStakeManager(address(stakes)));
        address[] memory modules = new address[](2);
        modules[0] = address(arena);
        modules[1] = address(stakes);
        switchboard = new SystemPause(address(this), modules);
        arena.setPauserManager(address(switchboard));
        stakes.setPauserManager(address(switchboard));
        switchboard.refreshPausers();
        stakes.setDisputeModule(address(arena));
        stakes.setValidatorLockManager(address(arena), true);
        arena.setOrchestrator(ORCHESTRATOR, true);
        arena.setCommitteeParameters(3, 1 ether);
        arena.setOrchestratorCaps(2 ether, 5 ether, 1e24);
        token.transfer(address(arena), 1e24);
        for (uint256 i = 0; i < 4; ++i) stake(validator(i), VALIDATOR, 10 ether);
    }

    function validator(uint256 i) internal pure returns (address) {
        return address(uint160(0x1000 + i));
    }

    function stake(address who, uint8 role, uint256 amount) internal {
        token.transfer(who, amount);
        vm.startPrank(who);
        token.approve(address(stakes), amount);
        stakes.depositStake(role, amount);
        stakes.consentToLocks(address(arena), type(uint128).max, type(uint64).max);
        vm.stopPrank();
    }

    /// A round with two students and three validators, open.
    function openRound() internal returns (uint256 id) {
        id = arena.startRound(TEACHER, 7, 1);
        arena.registerStudent(id, ALICE, 1);
        arena.registerStudent(id, BOB, 2);
        for (uint256 i = 0; i < 3; ++i) arena.registerValidator(id, validator(i), i);
    }

    /// Round that is closed; nobody is unpaid.
    function finalise(uint256 id, address[] memory winners) internal {
        arena.finaliseRound(id, winners, none());
    }

    function none() internal pure returns (address[] memory list) {}

    function one(address a) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = a;
    }
}
