// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ArenaParameters} from "../contracts/ArenaParameters.sol";
import {Misconduct} from "../contracts/Misconduct.sol";
import {RoundBooks} from "../contracts/RoundBooks.sol";
import {SelfPlayArena} from "../contracts/SelfPlayArena.sol";
import {StakeManager} from "../contracts/StakeManager.sol";
import {ValidatorLocks} from "../contracts/ValidatorLocks.sol";
import {IStakeManager} from "../contracts/interfaces/IStakeManager.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";

/// A thief with an orchestrator's key, validators that misbehave, and rounds that hang.
contract AttacksTest is Fixture {
    address private constant THIEF = ORCHESTRATOR;

    function report(uint256 id, uint256 who, uint256 amount, address recipient) private {
        arena.reportValidatorMisconduct(id, validator(who), amount, recipient, "moderation:block");
    }

    function refused(bytes memory reason, uint256 id, uint256 who, uint256 amount, address recipient) private {
        vm.expectRevert(reason);
        report(id, who, amount, recipient);
    }

    function test_a_stolen_key_takes_no_more_than_a_round_has_locked() public {
        uint256 id = openRound();
        vm.startPrank(THIEF);
        bytes memory large = abi.encodeWithSelector(Misconduct.ReportTooLarge.selector, validator(0), 1 ether, 10 ether);
        refused(large, id, 0, 10 ether, address(this));
        report(id, 0, 0.5 ether, address(this));
        refused(abi.encodeWithSelector(Misconduct.AlreadyReported.selector, id, validator(0)), id, 0, 1, address(this));
        vm.stopPrank();
        // The owner may take the rest of what the round had locked, and no more.
        large = abi.encodeWithSelector(Misconduct.ReportTooLarge.selector, validator(0), 0.5 ether, 0.6 ether);
        refused(large, id, 0, 0.6 ether, POOL);
        report(id, 0, 0.5 ether, POOL);
        require(stakes.stakeOf(validator(0), VALIDATOR) == 9 ether, "one of ten");
        require(arena.reportableOf(id, validator(0)) == 0, "nothing is left of the round's stake");
    }

    function test_a_stolen_key_has_no_choice_of_the_recipient() public {
        uint256 id = openRound();
        vm.startPrank(THIEF);
        address[4] memory choices = [THIEF, validator(0), address(arena), address(stakes)];
        for (uint256 i = 0; i < 4; ++i) {
            refused(abi.encodeWithSelector(ArenaParameters.InvalidRecipient.selector, choices[i]), id, 0, 1, choices[i]);
        }
        vm.stopPrank();
        arena.setSlashRecipient(POOL);
        vm.startPrank(THIEF);
        refused(
            abi.encodeWithSelector(ArenaParameters.InvalidRecipient.selector, address(this)), id, 0, 1, address(this)
        );
        report(id, 0, 1 ether, POOL);
        vm.stopPrank();
        for (uint256 i = 1; i < 4; ++i) {
            address choice = i == 1 ? validator(1) : choices[i];
            refused(abi.encodeWithSelector(ArenaParameters.InvalidRecipient.selector, choice), id, 1, 1, choice);
        }
    }

    function test_a_stolen_key_meets_the_caps() public {
        uint256 id = openRound();
        vm.startPrank(THIEF);
        report(id, 0, 1 ether, address(this));
        report(id, 1, 1 ether, address(this));
        require(arena.reportableByOrchestrator(id, validator(2)) == 0, "the cap of the round is used up");
        require(arena.reportableOf(id, validator(2)) == 1 ether, "the owner has none");
        bytes memory cap = abi.encodeWithSelector(RoundBooks.CapExceeded.selector, bytes32("slashCapPerRound"), 0, 1);
        refused(cap, id, 2, 1, address(this));
        id = openRoundAs();
        report(id, 0, 1 ether, address(this));
        report(id, 1, 1 ether, address(this));
        id = openRoundAs();
        report(id, 0, 1 ether, address(this));
        cap = abi.encodeWithSelector(RoundBooks.CapExceeded.selector, bytes32("slashCapPerDay"), 0, 1 ether);
        refused(cap, id, 1, 1 ether, address(this));
        vm.warp((block.timestamp / 1 days + 1) * 1 days);
        report(id, 1, 1 ether, address(this));
        vm.stopPrank();
        arena.setOrchestratorCaps(0, 0, 0);
        require(arena.reportableByOrchestrator(id, validator(2)) == 0, "in force at once");
        report(id, 2, 1 ether, POOL);
    }

    function openRoundAs() private returns (uint256 id) {
        id = arena.startRound(TEACHER, 7, 1);
        for (uint256 i = 0; i < 3; ++i) arena.registerValidator(id, validator(i), i);
    }

    function test_a_stolen_key_pays_itself_no_more_than_a_day_s_cap() public {
        arena.setOrchestratorCaps(1 ether, 5 ether, 450 ether);
        vm.startPrank(THIEF);
        for (uint256 i = 0; i < 3; ++i) {
            uint256 id = arena.startRound(address(0x71EF), 7, 1);
            arena.registerStudent(id, THIEF, 1);
            for (uint256 k = 0; k < 3; ++k) arena.registerValidator(id, validator(k), k);
            arena.closeRound(id);
            uint256 paid = 150 ether + 3 * (uint256(50 ether) / 3);
            if (i == 2) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        RoundBooks.CapExceeded.selector, bytes32("rewardCapPerDay"), 450 ether - 2 * paid, paid
                    )
                );
            }
            finalise(id, one(THIEF));
        }
        vm.stopPrank();
        require(arena.totalOwed() <= 450 ether, "under the cap");
    }

    function test_nobody_is_drafted() public {
        address drafted = address(0xD4AF);
        token.transfer(drafted, 10 ether);
        vm.startPrank(drafted);
        token.approve(address(stakes), 10 ether);
        stakes.depositStake(VALIDATOR, 10 ether);
        vm.stopPrank();
        vm.startPrank(THIEF);
        uint256 id = arena.startRound(TEACHER, 7, 1);
        vm.expectRevert(
            abi.encodeWithSelector(ValidatorLocks.NoConsent.selector, drafted, address(arena), 0, uint64(0), 1 ether)
        );
        arena.registerValidator(id, drafted, 1);
        vm.stopPrank();
        vm.prank(drafted);
        stakes.consentToLocks(address(arena), 2 ether, uint64(block.timestamp + 30 days));
        // Round after round: the consent bounds the sum.
        arena.setOrchestratorCaps(1e24, 1e24, 1e24);
        vm.startPrank(THIEF);
        for (uint256 i = 0; i < 3; ++i) {
            id = arena.startRound(TEACHER, 7, 1);
            if (i == 2) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        ValidatorLocks.NoConsent.selector,
                        drafted,
                        address(arena),
                        0,
                        uint64(block.timestamp + 30 days),
                        1 ether
                    )
                );
            }
            arena.registerValidator(id, drafted, 1);
            if (i < 2) arena.reportValidatorMisconduct(id, drafted, 1 ether, address(this), "");
        }
        require(stakes.stakeOf(drafted, VALIDATOR) == 8 ether, "two of ten, as it was consented to");
        vm.stopPrank();
    }

    function test_a_module_named_by_a_hostile_owner_reaches_no_stake() public {
        Pickpocket module = new Pickpocket();
        stakes.setDisputeModule(address(module));
        stakes.setValidatorLockManager(address(module), true);
        for (uint256 i = 0; i < 3; ++i) require(!module.tryAll(stakes, validator(i)), "without consent, nothing");
        // Not even of what another manager has locked.
        openRound();
        require(!module.tryAll(stakes, validator(0)), "only what it has locked itself");
    }

    function test_reports_come_in_time() public {
        uint256 id = openRound();
        arena.closeRound(id);
        finalise(id, one(ALICE));
        uint64 until = arena.liableUntil(id);
        require(until > block.timestamp + 2 days && until <= block.timestamp + 3 days, "two to three days");
        vm.warp(until - 1);
        vm.prank(THIEF);
        report(id, 0, 1 ether, address(this));
        vm.warp(until);
        bytes memory late = abi.encodeWithSelector(Misconduct.ReportTooLate.selector, id, until);
        refused(late, id, 1, 1, POOL);
        require(arena.reportableOf(id, validator(1)) == 0, "nothing any more");
        require(stakes.freeStakeOf(validator(1), VALIDATOR) == 10 ether, "free by itself");
        // A round that is kept open is no way to report for ever.
        id = openRound();
        vm.warp(block.timestamp + 7 days);
        late = abi.encodeWithSelector(Misconduct.ReportTooLate.selector, id, uint64(block.timestamp));
        vm.prank(THIEF);
        refused(late, id, 1, 1, address(this));
        require(arena.reportableByOrchestrator(id, validator(1)) == 0, "and it says so");
    }

    function test_misconduct_is_not_paid() public {
        uint256 id = openRound();
        arena.closeRound(id);
        report(id, 0, 1 ether, POOL);
        address[] memory unpaid = new address[](2);
        (unpaid[0], unpaid[1]) = (TEACHER, validator(1));
        vm.expectEmit();
        emit RoundBooks.RewardWithheld(id, TEACHER);
        arena.finaliseRound(id, none(), unpaid);
        require(arena.owedTo(TEACHER) == 0, "its task was blocked");
        require(arena.owedTo(validator(0)) == 0, "it was slashed");
        require(arena.owedTo(validator(1)) == 0, "it was named");
        require(arena.owedTo(validator(2)) == uint256(50 ether) / 3, "nobody gains by it");
        require(arena.totalOwed() == arena.owedTo(validator(2)), "the rest stays in the arena");
    }

    function test_misconduct_found_later_costs_the_credit() public {
        uint256 id = openRound();
        arena.closeRound(id);
        finalise(id, one(ALICE));
        uint256 credit = arena.owedTo(validator(0));
        uint256 owed = arena.totalOwed();
        vm.expectEmit();
        emit Misconduct.RewardRevoked(id, validator(0), credit);
        report(id, 0, 0.4 ether, POOL);
        report(id, 0, 0.4 ether, POOL);
        require(arena.owedTo(validator(0)) == 0 && arena.totalOwed() == owed - credit, "once");
        vm.prank(validator(1));
        arena.claim();
        report(id, 1, 1 ether, POOL);
        require(arena.totalOwed() == owed - 2 * credit, "what is claimed is claimed");
    }

    function test_only_teacher_and_validators_can_be_unpaid() public {
        uint256 id = openRound();
        arena.closeRound(id);
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.InvalidUnpaid.selector, ALICE));
        arena.finaliseRound(id, one(ALICE), one(ALICE));
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.InvalidUnpaid.selector, STRANGER));
        arena.finaliseRound(id, one(ALICE), one(STRANGER));
    }

    function test_a_round_that_hangs_is_cancelled() public {
        uint256 id = arena.startRound(TEACHER, 7, 1);
        arena.registerValidator(id, validator(0), 1);
        vm.prank(validator(0));
        vm.expectRevert(abi.encodeWithSelector(RoundBooks.NotAuthorised.selector, validator(0)));
        arena.cancelRound(id);
        vm.expectEmit();
        emit SelfPlayArena.RoundCancelled(id, THIEF);
        vm.prank(THIEF);
        arena.cancelRound(id);
        require(stakes.freeStakeOf(validator(0), VALIDATOR) == 10 ether, "free at once");
        bytes memory over = abi.encodeWithSelector(RoundBooks.RoundIsCancelled.selector, id);
        vm.expectRevert(over);
        arena.cancelRound(id);
        vm.expectRevert(over);
        arena.registerStudent(id, ALICE, 1);
        vm.expectRevert(over);
        arena.registerValidator(id, validator(1), 1);
        vm.expectRevert(over);
        arena.closeRound(id);
        vm.expectRevert(over);
        finalise(id, none());
        refused(over, id, 0, 1, POOL);
        require(arena.reportableOf(id, validator(0)) == 0, "nothing to report");
    }

    function test_validators_get_out_of_a_round_that_nobody_ends() public {
        uint256 id = openRound();
        arena.closeRound(id);
        report(id, 1, 0.3 ether, POOL);
        arena.setOrchestrator(ORCHESTRATOR, false);
        vm.warp(block.timestamp + 7 days);
        switchboard.pauseAll();
        vm.prank(validator(0));
        vm.expectRevert();
        arena.cancelRound(id);
        switchboard.unpauseAll();
        vm.prank(validator(0));
        arena.cancelRound(id);
        for (uint256 i = 0; i < 3; ++i) require(stakes.lockedStakeOf(validator(i)) == 0, "free");
        require(stakes.freeStakeOf(validator(1), VALIDATOR) == 9.7 ether, "less what was taken");
        id = openRound();
        arena.closeRound(id);
        finalise(id, none());
        vm.expectRevert(abi.encodeWithSelector(SelfPlayArena.WrongRoundState.selector, id, true, true));
        arena.cancelRound(id);
    }

    function test_only_a_stake_manager_will_do() public {
        address[5] memory others =
            [address(0), ALICE, address(token), address(arena), address(new SaysYes())];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory invalid = abi.encodeWithSelector(ArenaParameters.InvalidModule.selector, others[i]);
            vm.expectRevert(invalid);
            new SelfPlayArena(address(this), IERC20(address(token)), IStakeManager(others[i]));
            vm.expectRevert(invalid);
            arena.setStakeManager(IStakeManager(others[i]));
        }
        address[2] memory sinks = [address(arena), address(stakes)];
        for (uint256 i = 0; i < sinks.length; ++i) {
            bytes memory invalid = abi.encodeWithSelector(ArenaParameters.InvalidRecipient.selector, sinks[i]);
            vm.expectRevert(invalid);
            arena.setFeePool(sinks[i]);
            vm.expectRevert(invalid);
            arena.setSlashRecipient(sinks[i]);
        }
    }
}

/// Locks and slashes whatever it can get hold of.
contract Pickpocket {
    function tryAll(StakeManager stakes, address victim) external returns (bool) {
        try stakes.lockValidatorStake(victim, 1) {
            return true;
        } catch {}
        try stakes.unlockValidatorStake(victim, 1) {
            return true;
        } catch {}
        uint64 day = uint64(block.timestamp / 1 days);
        for (uint64 until = 0; until < 6; ++until) {
            try stakes.slash(victim, 1, until == 0 ? 0 : (day + until) * 1 days, address(this)) {
                return true;
            } catch {}
        }
        return false;
    }
}

/// Answers every question with one.
contract SaysYes {
    fallback() external {
        assembly {
            mstore(0, 1)
            return(0, 32)
        }
    }
}
