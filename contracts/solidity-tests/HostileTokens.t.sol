// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SelfPlayArena} from "../contracts/SelfPlayArena.sol";
import {StakeManager} from "../contracts/StakeManager.sol";
import {IStakeManager} from "../contracts/interfaces/IStakeManager.sol";
import {vm} from "./Vm.sol";

/// Calls whoever receives it, as ERC-777 does, and takes a fee where it is told to.
contract HookToken is ERC20Burnable {
    uint256 public fee;

    constructor() ERC20("Hook", "HOOK") {
        _mint(msg.sender, 1e30);
    }

    function setFee(uint256 fee_) external {
        fee = fee_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (fee > 0 && from != address(0) && to != address(0)) super._update(to, address(0xFEE), fee);
        if (to.code.length > 0) {
            (bool heard,) = to.call(abi.encodeWithSignature("tokensReceived()"));
            heard;
        }
    }
}

/// A validator and recipient that tries everything again, whenever tokens arrive.
contract Reenterer {
    SelfPlayArena private immutable arena;
    StakeManager private immutable stakes;
    uint256 public calls;
    uint256 public inside;

    constructor(SelfPlayArena arena_, StakeManager stakes_, IERC20 token) {
        (arena, stakes) = (arena_, stakes_);
        token.approve(address(stakes_), type(uint256).max);
    }

    function stake(uint256 amount) external {
        stakes.depositStake(1, amount);
        stakes.consentToLocks(address(arena), type(uint128).max, type(uint64).max);
    }

    function quit(uint256 amount) external {
        stakes.requestWithdrawal(1, amount);
    }

    function withdraw() external {
        stakes.withdraw(1);
    }

    function claim() external {
        arena.claim();
    }

    function tokensReceived() external {
        ++calls;
        address victim = address(0x1000);
        bytes[7] memory tries = [
            abi.encodeCall(stakes.withdraw, (1)),
            abi.encodeCall(stakes.requestWithdrawal, (1, 1 ether)),
            abi.encodeCall(stakes.depositStake, (1, 1 ether)),
            abi.encodeCall(stakes.slash, (victim, 1, 0, address(this))),
            abi.encodeCall(arena.claim, ()),
            abi.encodeCall(arena.cancelRound, (1)),
            abi.encodeCall(arena.reportValidatorMisconduct, (1, victim, 1, address(0xFEE), ""))
        ];
        for (uint256 i = 0; i < tries.length; ++i) {
            (bool ok,) = (i < 4 ? address(stakes) : address(arena)).call(tries[i]);
            if (ok) ++inside;
        }
    }
}

contract HostileTokensTest {
    HookToken private token;
    StakeManager private stakes;
    SelfPlayArena private arena;
    Reenterer private hostile;
    address private constant HONEST = address(0x1000);

    function setUp() public {
        token = new HookToken();
        stakes = new StakeManager(address(this), IERC20(address(token)), 1, 0);
        arena = new SelfPlayArena(address(this), IERC20(address(token)), IStakeManager(address(stakes)));
        stakes.setDisputeModule(address(arena));
        stakes.setValidatorLockManager(address(arena), true);
        arena.setCommitteeParameters(2, 1 ether);
        hostile = new Reenterer(arena, stakes, IERC20(address(token)));
        // The strongest case: it may do whatever an orchestrator may.
        arena.setOrchestrator(address(hostile), true);
        token.transfer(address(arena), 1e24);
        token.transfer(address(hostile), 10 ether);
        hostile.stake(5 ether);
        token.transfer(HONEST, 5 ether);
        vm.startPrank(HONEST);
        token.approve(address(stakes), 5 ether);
        stakes.depositStake(1, 5 ether);
        stakes.consentToLocks(address(arena), 5 ether, type(uint64).max);
        vm.stopPrank();
    }

    function round() private returns (uint256 id) {
        id = arena.startRound(address(0x7EAC), 1, 1);
        arena.registerValidator(id, HONEST, 1);
        arena.registerValidator(id, address(hostile), 2);
    }

    function wealth() private view returns (uint256) {
        (uint256 exit,) = stakes.unbondingOf(address(hostile), 1);
        return token.balanceOf(address(hostile)) + stakes.stakeOf(address(hostile), 1) + exit;
    }

    function booksHold() private view {
        require(
            token.balanceOf(address(stakes)) == stakes.totalStaked() + stakes.totalUnbonding() + stakes.rewardReserve(),
            "every staked unit is accounted for"
        );
        require(token.balanceOf(address(arena)) >= arena.totalOwed(), "what is owed is there");
    }

    function test_a_recipient_of_a_slash_gets_nothing_by_calling_back() public {
        uint256 id = round();
        arena.setSlashRecipient(address(hostile));
        uint256 calls = hostile.calls();
        uint256 inside = hostile.inside();
        arena.reportValidatorMisconduct(id, HONEST, 1 ether, address(hostile), "");
        require(hostile.calls() == calls + 1, "it was called");
        require(hostile.inside() == inside, "and got nowhere");
        require(stakes.stakeOf(HONEST, 1) == 4 ether, "one report, one slash");
        booksHold();
    }

    function test_a_withdrawal_and_a_claim_pay_once() public {
        uint256 id = round();
        arena.closeRound(id);
        arena.finaliseRound(id, new address[](0), new address[](0));
        uint256 before = wealth();
        hostile.quit(4 ether);
        vm.warp(block.timestamp + 4 days);
        // From within a payment it may deal with the other contract as anybody may, for its own money: it claims here.
        hostile.withdraw();
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.NothingOwed.selector, address(hostile)));
        hostile.claim();
        require(wealth() == before + uint256(50 ether) / 2, "once each");
        require(arena.owedTo(address(hostile)) == 0, "paid");
        booksHold();
    }

    function test_a_token_that_takes_a_fee_brings_no_stake_in() public {
        token.setFee(1);
        vm.expectRevert(abi.encodeWithSelector(StakeManager.FeeOnTransfer.selector, 1 ether, 1 ether - 1));
        hostile.stake(1 ether);
        token.setFee(0);
        booksHold();
    }

    function test_ether_is_not_taken() public {
        (bool a,) = address(arena).call{value: 1}("");
        (bool b,) = address(stakes).call{value: 1}("");
        require(!a && !b, "there is no way to get it out again");
    }
}
