// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ArenaParameters} from "../contracts/ArenaParameters.sol";
import {Misconduct} from "../contracts/Misconduct.sol";
import {PausableModule} from "../contracts/PausableModule.sol";
import {RoundBooks} from "../contracts/RoundBooks.sol";
import {SelfPlayArena} from "../contracts/SelfPlayArena.sol";
import {IStakeManager} from "../contracts/interfaces/IStakeManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {StakeManager} from "../contracts/StakeManager.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";

contract SelfPlayArenaTest is Fixture {
    function test_round_pays_each_part_once() public {
        uint256 id = openRound();
        arena.closeRound(id);
        arena.finaliseRound(id, one(ALICE), none());
        // The pot is 100 + 50 + 50; splits 50 / 25 / 25 percent.
        require(arena.owedTo(TEACHER) == 100 ether, "teacher");
        require(arena.owedTo(ALICE) == 50 ether, "winner");
        require(arena.owedTo(BOB) == 0, "loser");
        require(arena.owedTo(validator(0)) == uint256(50 ether) / 3, "validator");
        require(stakes.lockedStakeOf(validator(0)) == 0, "released");
        vm.prank(TEACHER);
        arena.claim();
        require(token.balanceOf(TEACHER) == 100 ether, "paid");
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.NothingOwed.selector, TEACHER));
        vm.prank(TEACHER);
        arena.claim();
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.WrongRoundState.selector, id, true, true));
        arena.finaliseRound(id, one(ALICE), none());
    }

    function test_difficulty_follows_the_success_rate() public {
        uint256 id = openRound();
        arena.closeRound(id);
        arena.finaliseRound(id, one(ALICE), none()); // 50 % < 60 %
        require(arena.getRound(id).difficultyDelta == -1, "harder than wanted");
        id = openRound();
        arena.closeRound(id);
        address[] memory both = new address[](2);
        both[0] = ALICE;
        both[1] = BOB;
        arena.finaliseRound(id, both, none());
        require(arena.getRound(id).difficultyDelta == 1, "easier than wanted");
        arena.setTargetSuccessRateBps(5_000);
        id = openRound();
        arena.closeRound(id);
        arena.finaliseRound(id, one(BOB), none());
        require(arena.getRound(id).difficultyDelta == 0, "as wanted");
    }

    function test_a_round_without_students_or_winners_ends() public {
        uint256 id = arena.startRound(TEACHER, 7, 1);
        for (uint256 i = 0; i < 3; ++i) arena.registerValidator(id, validator(i), i);
        arena.closeRound(id);
        arena.finaliseRound(id, new address[](0), none());
        require(arena.getRound(id).finalised, "finalised");
        require(arena.getRound(id).winners.length == 0, "no winner");
    }

    function test_registration_is_refused_where_it_makes_no_sense() public {
        vm.expectRevert(ArenaParameters.ZeroAddress.selector);
        arena.startRound(address(0), 1, 1);
        vm.expectRevert(abi.encodeWithSelector(RoundBooks.RoundNotFound.selector, 9));
        arena.registerStudent(9, ALICE, 1);
        uint256 id = openRound();
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.AlreadyRegistered.selector, id, ALICE));
        arena.registerStudent(id, ALICE, 3);
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.AlreadyRegistered.selector, id, TEACHER));
        arena.registerStudent(id, TEACHER, 3);
        vm.expectRevert(ArenaParameters.ZeroAddress.selector);
        arena.registerStudent(id, address(0), 3);
        vm.expectRevert(abi.encodeWithSelector(ArenaParameters.ValueTooLarge.selector, bytes32("validators"), 4, 3));
        arena.registerValidator(id, validator(3), 3);
        for (uint256 i = 2; i < 64; ++i) arena.registerStudent(id, address(uint160(0x5000 + i)), i);
        vm.expectRevert(abi.encodeWithSelector(ArenaParameters.ValueTooLarge.selector, bytes32("students"), 65, 64));
        arena.registerStudent(id, address(0x6000), 1);
        arena.closeRound(id);
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.WrongRoundState.selector, id, true, false));
        arena.registerStudent(id, address(0x6000), 1);
    }

    function test_a_round_needs_its_committee_and_honest_winners() public {
        uint256 id = arena.startRound(TEACHER, 7, 1);
        arena.registerStudent(id, ALICE, 1);
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.CommitteeIncomplete.selector, 0, 3));
        arena.closeRound(id);
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.WrongRoundState.selector, id, false, false));
        arena.finaliseRound(id, one(ALICE), none());
        for (uint256 i = 0; i < 3; ++i) arena.registerValidator(id, validator(i), i);
        arena.closeRound(id);
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.InvalidStudent.selector, BOB));
        arena.finaliseRound(id, one(BOB), none());
        address[] memory twice = new address[](2);
        twice[0] = ALICE;
        twice[1] = ALICE;
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.InvalidStudent.selector, ALICE));
        arena.finaliseRound(id, twice, none());
    }

    function test_rewards_must_be_there() public {
        arena.setRewards(1e24, 1e24, 1e24);
        uint256 id = openRound();
        arena.closeRound(id);
        vm.expectRevert(abi.encodeWithSelector(RoundBooks.InsufficientRewards.selector, 1e24, 3e24));
        arena.finaliseRound(id, one(ALICE), none());
    }

    function test_parameters_of_a_running_round_do_not_change() public {
        uint256 id = openRound();
        arena.setRewards(1, 1, 1);
        arena.setRewardSplits(1, 1, 1);
        arena.setCommitteeParameters(9, 9 ether);
        arena.setTargetSuccessRateBps(5_000);
        arena.closeRound(id);
        arena.finaliseRound(id, one(ALICE), none());
        require(arena.owedTo(TEACHER) == 100 ether, "teacher");
        require(arena.termsOf(id).committeeSize == 3, "committee");
        require(arena.getRound(id).difficultyDelta == -1, "the half that won is below the target that it began with");
    }

    function test_surplus_can_be_swept_and_nothing_owed() public {
        uint256 id = openRound();
        arena.closeRound(id);
        arena.finaliseRound(id, one(ALICE), none());
        vm.expectRevert(ArenaParameters.ZeroAddress.selector);
        arena.sweepSurplus(1);
        arena.setFeePool(POOL);
        vm.expectRevert(RoundBooks.InvalidAmount.selector);
        arena.sweepSurplus(0);
        uint256 free = token.balanceOf(address(arena)) - arena.totalOwed();
        vm.expectRevert(abi.encodeWithSelector(RoundBooks.InsufficientRewards.selector, free, free + 1));
        arena.sweepSurplus(free + 1);
        arena.sweepSurplus(free);
        require(token.balanceOf(POOL) == free, "swept");
        require(token.balanceOf(address(arena)) == arena.totalOwed(), "what is owed stays");
    }

    function test_setters_emit_the_whole_set() public {
        vm.expectEmit();
        emit ArenaParameters.RewardsUpdated(1, 2, 3);
        vm.expectEmit();
        emit ArenaParameters.ParametersUpdated(1, 2, 3, 3, 1 ether, 6_000, 5_000, 2_500, 2_500, address(0));
        arena.setRewards(1, 2, 3);
        vm.expectEmit();
        emit ArenaParameters.OrchestratorUpdated(ALICE, true);
        arena.setOrchestrator(ALICE, true);
    }

    function test_setters_refuse_what_would_break_a_round() public {
        vm.expectRevert(abi.encodeWithSelector(ArenaParameters.ZeroValue.selector, bytes32("studentReward")));
        arena.setRewards(1, 0, 1);
        vm.expectRevert(_tooLarge("teacherReward", type(uint256).max, type(uint128).max));
        arena.setRewards(type(uint256).max, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(ArenaParameters.ZeroValue.selector, bytes32("committeeSize")));
        arena.setCommitteeParameters(0, 1);
        vm.expectRevert(_tooLarge("committeeSize", 65, 64));
        arena.setCommitteeParameters(65, 1);
        vm.expectRevert(_tooLarge("targetSuccessRateBps", 10_001, 10_000));
        arena.setTargetSuccessRateBps(10_001);
        vm.expectRevert(abi.encodeWithSelector(ArenaParameters.InvalidSplit.selector, 0));
        arena.setRewardSplits(0, 0, 0);
        vm.expectRevert(ArenaParameters.ZeroAddress.selector);
        arena.setOrchestrator(address(0), true);
        vm.expectRevert(abi.encodeWithSelector(ArenaParameters.InvalidModule.selector, ALICE));
        arena.setStakeManager(IStakeManager(ALICE));
        vm.expectRevert(abi.encodeWithSelector(ArenaParameters.InvalidModule.selector, ALICE));
        new SelfPlayArena(address(this), IERC20(ALICE), stakes);
        vm.expectRevert(PausableModule.RenounceDisabled.selector);
        arena.renounceOwnership();
    }

    function testFuzz_splits_sum_to_at_most_a_whole(uint16 a, uint16 b, uint16 c) public {
        uint256 sum = uint256(a) + b + c;
        if (sum == 0 || sum > 10_000) {
            vm.expectRevert(abi.encodeWithSelector(ArenaParameters.InvalidSplit.selector, sum));
            arena.setRewardSplits(a, b, c);
            return;
        }
        arena.setRewardSplits(a, b, c);
        uint256 id = openRound();
        arena.closeRound(id);
        arena.finaliseRound(id, one(ALICE), none());
        require(arena.totalOwed() <= arena.termsOf(id).pot, "never more than the pot");
    }

    function testFuzz_only_the_owner_sets(address caller) public {
        vm.assume(caller != address(this));
        bytes memory denied = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(denied);
        arena.setRewards(1, 1, 1);
        vm.expectRevert(denied);
        arena.setCommitteeParameters(1, 1);
        vm.expectRevert(denied);
        arena.setTargetSuccessRateBps(1);
        vm.expectRevert(denied);
        arena.setRewardSplits(1, 1, 1);
        vm.expectRevert(denied);
        arena.setOrchestrator(caller, true);
        vm.expectRevert(denied);
        arena.setStakeManager(IStakeManager(address(stakes)));
        vm.expectRevert(denied);
        arena.setFeePool(caller);
        vm.expectRevert(denied);
        arena.setSlashRecipient(caller);
        vm.expectRevert(denied);
        arena.setOrchestratorCaps(1, 1, 1);
        vm.expectRevert(denied);
        arena.sweepSurplus(1);
        vm.expectRevert(denied);
        arena.setPauserManager(caller);
        vm.expectRevert(denied);
        arena.renounceOwnership();
        vm.stopPrank();
    }

    function testFuzz_only_operators_run_rounds(address caller) public {
        vm.assume(caller != address(this) && caller != ORCHESTRATOR);
        uint256 id = openRound();
        bytes memory denied = abi.encodeWithSelector(RoundBooks.NotAuthorised.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(denied);
        arena.startRound(TEACHER, 1, 1);
        vm.expectRevert(denied);
        arena.registerStudent(id, STRANGER, 1);
        vm.expectRevert(denied);
        arena.registerValidator(id, validator(3), 1);
        vm.expectRevert(denied);
        arena.closeRound(id);
        vm.expectRevert(denied);
        arena.finaliseRound(id, one(ALICE), none());
        vm.expectRevert(denied);
        arena.reportValidatorMisconduct(id, validator(0), 1, POOL, "");
        vm.stopPrank();
    }

    function test_ownership_takes_two_steps() public {
        arena.transferOwnership(ALICE);
        require(arena.owner() == address(this), "not yet");
        vm.prank(ALICE);
        arena.acceptOwnership();
        require(arena.owner() == ALICE, "now");
    }

    function test_nothing_moves_while_paused() public {
        uint256 id = openRound();
        arena.pause();
        bytes4 stopped = Pausable.EnforcedPause.selector;
        vm.expectRevert(stopped);
        arena.startRound(TEACHER, 1, 1);
        vm.expectRevert(stopped);
        arena.registerStudent(id, STRANGER, 1);
        vm.expectRevert(stopped);
        arena.registerValidator(id, validator(3), 1);
        vm.expectRevert(stopped);
        arena.closeRound(id);
        vm.expectRevert(stopped);
        arena.finaliseRound(id, one(ALICE), none());
        vm.expectRevert(stopped);
        arena.claim();
        vm.expectRevert(stopped);
        arena.sweepSurplus(1);
    }

    function test_the_owner_reports_while_paused_and_an_orchestrator_does_not() public {
        uint256 id = openRound();
        switchboard.pauseAll();
        vm.expectRevert(Pausable.EnforcedPause.selector);
        vm.prank(ORCHESTRATOR);
        arena.reportValidatorMisconduct(id, validator(0), 1 ether, POOL, "moderation:block");
        vm.expectEmit();
        emit Misconduct.ValidatorMisconduct(id, validator(0), 1 ether, POOL, "moderation:block");
        arena.reportValidatorMisconduct(id, validator(0), 1 ether, POOL, "moderation:block");
        require(token.balanceOf(POOL) == 1 ether, "slashed to the recipient");
        arena.unpause();
        vm.expectRevert(Pausable.EnforcedPause.selector);
        vm.prank(ORCHESTRATOR);
        arena.reportValidatorMisconduct(id, validator(1), 1 ether, address(this), "the stake manager is still paused");
        stakes.unpause();
        vm.prank(ORCHESTRATOR);
        arena.reportValidatorMisconduct(id, validator(1), 1 ether, address(this), "both run again");
    }

    function test_reports_are_checked() public {
        uint256 id = openRound();
        vm.expectRevert(RoundBooks.InvalidAmount.selector);
        arena.reportValidatorMisconduct(id, validator(0), 0, POOL, "");
        vm.expectRevert(ArenaParameters.ZeroAddress.selector);
        arena.reportValidatorMisconduct(id, validator(0), 1, address(0), "");
        vm.expectRevert(abi.encodeWithSelector(RoundBooks.RoundNotFound.selector, 99));
        arena.reportValidatorMisconduct(99, validator(0), 1, POOL, "");
        vm.expectRevert(abi.encodeWithSelector(RoundBooks.InvalidValidator.selector, ALICE));
        arena.reportValidatorMisconduct(id, ALICE, 1, POOL, "");
        require(arena.version() == 4 && arena.ownerMayReportWhilePaused(), "says what it is");
    }

    function test_a_round_stays_with_the_stake_manager_it_began_with() public {
        uint256 id = openRound();
        StakeManager other = new StakeManager(address(this), IERC20(address(token)), 1 ether, 7 days);
        arena.setStakeManager(other);
        arena.closeRound(id);
        finalise(id, none());
        require(stakes.lockedStakeOf(validator(0)) == 0, "given free where it was locked");
        require(address(arena.termsOf(openNext()).stakeManager) == address(other), "the next round has the new one");
    }

    function openNext() private returns (uint256) {
        return arena.startRound(TEACHER, 1, 1);
    }

    function _tooLarge(bytes32 name, uint256 value, uint256 maximum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ArenaParameters.ValueTooLarge.selector, name, value, maximum);
    }
}
