// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SelfPlayArena} from "../contracts/SelfPlayArena.sol";
import {StakeManager} from "../contracts/StakeManager.sol";
import {StakeToken} from "../contracts/StakeToken.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";

/// Does what people do, in any order and with any arguments; keeps its own books.
contract Handler {
    SelfPlayArena private immutable arena;
    StakeManager private immutable stakes;
    StakeToken private immutable token;
    address private immutable owner;
    uint256 public round;
    uint256 public slashed;
    uint256 public deposited;
    uint256 public withdrawn;
    uint256 public claimed;
    uint256 public movesWhilePaused;
    mapping(uint256 => uint256) public finalisedTimes;
    mapping(uint256 => uint256) public cancelledTimes;
    /// What was taken of a validator, and what it has let be taken: both only grow.
    mapping(address => uint256) public takenOf;
    mapping(address => uint256) public mayTakeOf;
    mapping(uint256 => mapping(address => uint256)) public takenIn;
    mapping(uint256 => mapping(address => uint256)) public keyReports;
    uint256 public paidForMisconduct;
    uint256 public reports;
    uint256 public lateReports;

    constructor(SelfPlayArena arena_, StakeManager stakes_, StakeToken token_, address owner_) {
        (arena, stakes, token, owner) = (arena_, stakes_, token_, owner_);
        for (uint256 i = 0; i < 4; ++i) mayTakeOf[actor(i)] = type(uint128).max;
    }

    /// What still can be taken of the validator stays possible; from then on the new limit holds.
    function consent(uint256 who, uint256 limit) external {
        address account = actor(who);
        limit %= 12 ether;
        uint256 exposed = stakes.lockedBy(address(arena), account) + stakes.liableStakeOf(account);
        mayTakeOf[account] = takenOf[account] + (exposed > limit ? exposed : limit);
        vm.prank(account);
        stakes.consentToLocks(address(arena), uint128(limit), type(uint64).max);
    }

    function cancel(uint256 id, uint32 wait, bool stranger) external watched {
        // Seldom, or no round ever gets to its end.
        if (id % 4 != 0) return;
        if (stranger) vm.warp(block.timestamp + (wait % 10 days));
        vm.prank(stranger ? address(0xBAD) : owner);
        id = round == 0 ? 0 : (id % round) + 1;
        try arena.cancelRound(id) {
            ++cancelledTimes[id];
        } catch {}
    }

    function actor(uint256 seed) private pure returns (address) {
        return address(uint160(0x1000 + (seed % 4)));
    }

    /// Balances and rounds before and after: while everything is paused only a slash may change them.
    modifier watched() {
        bool frozen = arena.paused() && stakes.paused();
        bytes32 before = picture();
        _;
        if (frozen && picture() != before) ++movesWhilePaused;
    }

    function picture() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                token.balanceOf(address(arena)),
                token.balanceOf(address(stakes)),
                arena.totalRounds(),
                arena.totalOwed(),
                stakes.totalStaked(),
                stakes.totalUnbonding(),
                round == 0 ? bytes32(0) : keccak256(abi.encode(arena.getRound(round)))
            )
        );
    }

    function deposit(uint256 who, uint256 amount) external watched {
        amount = (amount % 5 ether) + 1;
        vm.startPrank(actor(who));
        try stakes.depositStake(1, amount) {
            deposited += amount;
        } catch {}
        vm.stopPrank();
    }

    function requestWithdrawal(uint256 who, uint256 amount) external watched {
        vm.prank(actor(who));
        try stakes.requestWithdrawal(1, amount % 15 ether) {} catch {}
    }

    function withdraw(uint256 who, uint32 wait) external watched {
        vm.warp(block.timestamp + wait);
        uint256 before = token.balanceOf(actor(who));
        vm.prank(actor(who));
        try stakes.withdraw(1) {
            withdrawn += token.balanceOf(actor(who)) - before;
        } catch {}
    }

    function start() external watched {
        vm.prank(owner);
        try arena.startRound(address(0x7EAC), 1, 1) returns (uint256 id) {
            round = id;
        } catch {}
    }

    function join(uint256 who) external watched {
        vm.prank(owner);
        try arena.registerValidator(round, actor(who), 1) {} catch {}
        vm.prank(owner);
        try arena.registerStudent(round, address(uint160(0x2000 + (who % 3))), 1) {} catch {}
    }

    /// A whole round up to its end, since single steps alone seldom line up.
    function play(uint256 who) external watched {
        vm.startPrank(owner);
        try arena.startRound(address(0x7EAC), 1, 1) returns (uint256 id) {
            round = id;
            for (uint256 i = 0; i < 3; ++i) {
                try arena.registerValidator(id, actor(who + i), i) {} catch {}
                try arena.registerStudent(id, address(uint160(0x2000 + i)), i) {} catch {}
            }
            try arena.closeRound(id) {} catch {}
        } catch {}
        vm.stopPrank();
    }

    function close() external watched {
        vm.prank(owner);
        try arena.closeRound(round) {} catch {}
    }

    function finalise(uint256 who, uint256 id) external watched {
        address[] memory winners = new address[](1);
        winners[0] = address(uint160(0x2000 + (who % 3)));
        address[] memory unpaid = new address[](who % 2);
        if (who % 2 == 1) unpaid[0] = actor(who / 2);
        // Mostly the newest: of the old ones most are over.
        id = round == 0 ? 0 : id % 4 == 0 ? (id % round) + 1 : round;
        uint256[4] memory before;
        for (uint256 i = 0; i < 4; ++i) before[i] = arena.owedTo(actor(i));
        vm.prank(owner);
        try arena.finaliseRound(id, winners, unpaid) {
            ++finalisedTimes[id];
            for (uint256 i = 0; i < 4; ++i) {
                bool bad = takenIn[id][actor(i)] > 0 || (who % 2 == 1 && actor(i) == unpaid[0]);
                if (bad && arena.owedTo(actor(i)) != before[i]) ++paidForMisconduct;
            }
        } catch {}
    }

    function claim(uint256 who) external watched {
        address account = who % 2 == 0 ? actor(who / 2) : address(0x7EAC);
        if (who % 5 == 0) account = address(uint160(0x2000 + (who % 3)));
        uint256 before = token.balanceOf(account);
        vm.prank(account);
        try arena.claim() {
            claimed += token.balanceOf(account) - before;
        } catch {}
    }

    function report(uint256 who, uint256 amount, uint256 id, bool byKey) external {
        amount = (amount % 2 ether) + 1;
        id = round == 0 ? 0 : id % 3 == 0 ? (id % round) + 1 : round;
        address account = actor(who);
        vm.prank(byKey ? address(0x0C) : owner);
        try arena.reportValidatorMisconduct(id, account, amount, byKey ? owner : address(0xFEE), "") {
            slashed += amount;
            ++reports;
            takenOf[account] += amount;
            takenIn[id][account] += amount;
            if (byKey) ++keyReports[id][account];
            if (arena.liableUntil(id) != 0 && block.timestamp >= arena.liableUntil(id)) ++lateReports;
        } catch {}
    }

    function setShares(uint256 fee, uint256 burn, uint256 reward) external {
        vm.startPrank(owner);
        try stakes.setFeePct(fee % 120) {} catch {}
        try stakes.setBurnPct(burn % 120) {} catch {}
        try stakes.setValidatorRewardPct(reward % 120) {} catch {}
        vm.stopPrank();
    }

    function toggle(uint256 which) external {
        vm.startPrank(owner);
        // Everything pauses one time in four and is soon let go, so that rounds get somewhere in between.
        if (arena.paused()) arena.unpause();
        else if (which % 4 == 0) arena.pause();
        if (stakes.paused()) stakes.unpause();
        else if (which % 4 == 0) stakes.pause();
        vm.stopPrank();
    }

    function strangerTries(uint256 seed) external watched {
        vm.startPrank(address(uint160(seed | 1 << 150)));
        try arena.pause() {
            ++movesWhilePaused;
        } catch {}
        try stakes.setFeePct(1) {
            ++movesWhilePaused;
        } catch {}
        try stakes.slash(actor(seed), 1, 0, address(this)) {
            ++movesWhilePaused;
        } catch {}
        try arena.startRound(address(1), 1, 1) {
            ++movesWhilePaused;
        } catch {}
        vm.stopPrank();
    }
}

contract InvariantsTest is Fixture {
    Handler private handler;
    uint256 private staked;

    function setUp() public override {
        super.setUp();
        handler = new Handler(arena, stakes, token, address(this));
        staked = stakes.totalStaked();
        for (uint256 i = 0; i < 4; ++i) {
            token.transfer(validator(i), 1e27);
            vm.prank(validator(i));
            token.approve(address(stakes), type(uint256).max);
        }
    }

    /// Hardhat calls the functions of these contracts, and no others, between checks.
    function targetContracts() external view returns (address[] memory) {
        return one(address(handler));
    }

    function invariant_every_staked_unit_is_accounted_for() public view {
        require(
            token.balanceOf(address(stakes)) == stakes.totalStaked() + stakes.totalUnbonding() + stakes.rewardReserve(),
            "balance and books disagree"
        );
        require(
            stakes.totalStaked() + stakes.totalUnbonding()
                == staked + handler.deposited() - handler.withdrawn() - handler.slashed(),
            "stakes and their history disagree"
        );
    }

    function invariant_nothing_is_paid_twice() public view {
        require(token.balanceOf(address(arena)) == 1e24 - handler.claimed(), "the arena paid what was claimed");
        require(arena.totalOwed() <= token.balanceOf(address(arena)), "owed more than it holds");
        uint256 owed = arena.owedTo(TEACHER);
        for (uint256 i = 0; i < 4; ++i) owed += arena.owedTo(validator(i)) + arena.owedTo(address(uint160(0x2000 + i)));
        require(owed == arena.totalOwed(), "the sum of debts and its parts disagree");
        for (uint256 id = 1; id <= handler.round(); ++id) {
            require(handler.finalisedTimes(id) + handler.cancelledTimes(id) <= 1, "ended twice");
        }
    }

    function invariant_stake_covers_what_it_answers_for() public view {
        uint256 locked = 0;
        for (uint256 i = 0; i < 4; ++i) {
            address account = validator(i);
            uint256 stake_ = stakes.stakeOf(account, VALIDATOR);
            (uint256 exit,) = stakes.unbondingOf(account, VALIDATOR);
            require(stake_ >= stakes.lockedStakeOf(account), "a lock without stake");
            require(
                stake_ + exit >= stakes.lockedStakeOf(account) + stakes.liableStakeOf(account), "liable without stake"
            );
            locked += stakes.lockedStakeOf(account);
        }
        uint256 wanted = 0;
        for (uint256 id = 1; id <= handler.round(); ++id) {
            if (handler.finalisedTimes(id) + handler.cancelledTimes(id) > 0) continue;
            for (uint256 i = 0; i < 4; ++i) wanted += arena.reportableOf(id, validator(i));
        }
        require(locked == wanted, "what is locked is what the rounds that run can take");
    }

    function invariant_misconduct_is_bounded_and_never_pays() public view {
        require(handler.paidForMisconduct() == 0, "paid for misconduct");
        require(handler.lateReports() == 0, "reported too late");
        for (uint256 i = 0; i < 4; ++i) {
            address account = validator(i);
            require(handler.takenOf(account) <= handler.mayTakeOf(account), "taken without consent");
            for (uint256 id = 1; id <= handler.round(); ++id) {
                require(handler.takenIn(id, account) <= 1 ether, "more than the round had locked");
                require(handler.keyReports(id, account) <= 1, "reported twice by a key");
            }
        }
        for (uint256 id = 1; id <= handler.round(); ++id) require(arena.takenInRound(id) <= 2 ether, "above the cap");
    }

    function invariant_nothing_moves_while_paused_and_only_roles_act() public view {
        require(handler.movesWhilePaused() == 0, "something moved");
    }

    function invariant_shares_stay_within_a_whole() public view {
        require(stakes.feePct() + stakes.burnPct() + stakes.validatorRewardPct() <= 100, "above 100 percent");
    }
}
