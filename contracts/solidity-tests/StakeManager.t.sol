// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {PausableModule} from "../contracts/PausableModule.sol";
import {StakeManager} from "../contracts/StakeManager.sol";
import {StakeParameters} from "../contracts/StakeParameters.sol";
import {ValidatorLocks} from "../contracts/ValidatorLocks.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";

contract StakeManagerTest is Fixture {
    function setUp() public override {
        super.setUp();
        stakes.setDisputeModule(address(this));
        stakes.setValidatorLockManager(address(this), true);
        for (uint256 i = 0; i < 4; ++i) consent(validator(i), 10 ether);
    }

    function consent(address who, uint128 limit) private {
        vm.prank(who);
        stakes.consentToLocks(address(this), limit, type(uint64).max);
    }

    function lockAndSlash(uint256 amount, address recipient) private {
        stakes.lockValidatorStake(validator(0), amount);
        stakes.slash(validator(0), amount, 0, recipient);
    }

    function held() private view returns (uint256) {
        return stakes.totalStaked() + stakes.totalUnbonding() + stakes.rewardReserve();
    }

    function testFuzz_slash_shares_sum_to_the_amount(uint8 fee, uint8 burn, uint8 reward, uint96 amount, bool pool) public {
        fee %= 101;
        burn = uint8(burn % (101 - fee));
        reward = uint8(reward % (101 - fee - burn));
        stakes.setFeePct(fee);
        stakes.setBurnPct(burn);
        stakes.setValidatorRewardPct(reward);
        if (pool) stakes.setFeePool(POOL);
        uint256 taken = uint256(amount) % 10 ether + 1;
        if (taken > 10 ether) taken = 10 ether;
        uint256 supply = token.totalSupply();
        lockAndSlash(taken, BOB);
        uint256 out = token.balanceOf(POOL) + token.balanceOf(BOB) + stakes.rewardReserve() + supply - token.totalSupply();
        require(out == taken, "shares sum to what was taken");
        require(token.balanceOf(address(stakes)) == held(), "the balance is what is accounted for");
    }

    function testFuzz_percentages_never_pass_100(uint256 fee, uint256 burn, uint256 reward) public {
        _trySet(fee, 0);
        _trySet(burn, 1);
        _trySet(reward, 2);
        require(stakes.feePct() + stakes.burnPct() + stakes.validatorRewardPct() <= 100, "at most 100");
    }

    function _trySet(uint256 pct, uint256 which) private {
        uint256 others = stakes.feePct() + stakes.burnPct() + stakes.validatorRewardPct();
        if (pct > 100) vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidPercentage.selector, pct));
        else if (others + pct > 100) {
            vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidPercentage.selector, others + pct));
        }
        if (which == 0) stakes.setFeePct(pct);
        else if (which == 1) stakes.setBurnPct(pct);
        else stakes.setValidatorRewardPct(pct);
    }

    function test_withdrawal_waits_for_the_unbonding_period() public {
        vm.startPrank(validator(0));
        stakes.requestWithdrawal(VALIDATOR, 4 ether);
        (uint256 amount, uint64 availableAt) = stakes.unbondingOf(validator(0), VALIDATOR);
        require(amount == 4 ether && availableAt == block.timestamp + 7 days, "on its way");
        vm.expectRevert(abi.encodeWithSelector(StakeManager.StillUnbonding.selector, availableAt));
        stakes.withdraw(VALIDATOR);
        vm.warp(availableAt);
        stakes.withdraw(VALIDATOR);
        require(token.balanceOf(validator(0)) == 4 ether, "paid");
        vm.expectRevert(StakeManager.NothingToWithdraw.selector);
        stakes.withdraw(VALIDATOR);
        vm.stopPrank();
    }

    function test_unbonding_stake_answers_for_the_locks_it_was_in_and_no_others() public {
        stakes.lockValidatorStake(validator(0), 3 ether);
        vm.prank(validator(0));
        stakes.requestWithdrawal(VALIDATOR, 7 ether);
        uint64 until = stakes.releaseValidatorStake(validator(0), 3 ether);
        require(stakes.liableStakeOf(validator(0)) == 3 ether, "answers for the lock that has ended");
        require(stakes.freeStakeOf(validator(0), VALIDATOR) == 0, "and for nothing else meanwhile");
        vm.prank(validator(0));
        stakes.requestWithdrawal(VALIDATOR, 3 ether);
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.InsufficientStake.selector, validator(0), 3 ether, 4 ether));
        stakes.slash(validator(0), 4 ether, until, BOB);
        stakes.slash(validator(0), 2 ether, until, BOB);
        (uint256 left,) = stakes.unbondingOf(validator(0), VALIDATOR);
        require(left == 8 ether && token.balanceOf(BOB) == 2 ether, "taken on the way out");
        require(token.balanceOf(address(stakes)) == held(), "the books follow");
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.NoLongerLiable.selector, until));
        stakes.slash(validator(0), 1 ether, until, BOB);
        require(stakes.liableStakeOf(validator(0)) == 0, "over by itself");
    }

    function test_a_short_unbonding_period_outruns_no_report() public {
        stakes.setUnbondingPeriod(0);
        stakes.lockValidatorStake(validator(0), 10 ether);
        uint64 until = stakes.releaseValidatorStake(validator(0), 10 ether);
        vm.startPrank(validator(0));
        stakes.requestWithdrawal(VALIDATOR, 10 ether);
        vm.expectRevert(abi.encodeWithSelector(StakeManager.StillUnbonding.selector, until));
        stakes.withdraw(VALIDATOR);
        vm.stopPrank();
        stakes.slash(validator(0), 4 ether, until, BOB);
        vm.warp(until);
        vm.prank(validator(0));
        stakes.withdraw(VALIDATOR);
        require(token.balanceOf(validator(0)) == 6 ether, "the rest is paid");
    }

    function test_a_lock_that_still_runs_is_not_used_up_by_one_that_has_ended() public {
        stakes.lockValidatorStake(validator(0), 4 ether);
        uint64 until = stakes.releaseValidatorStake(validator(0), 4 ether);
        stakes.lockValidatorStake(validator(0), 6 ether);
        vm.prank(validator(0));
        stakes.requestWithdrawal(VALIDATOR, 4 ether);
        stakes.slash(validator(0), 4 ether, until, BOB);
        require(stakes.stakeOf(validator(0), VALIDATOR) == 6 ether, "backs the lock that runs");
        stakes.slash(validator(0), 6 ether, 0, BOB);
        require(token.balanceOf(address(stakes)) == held(), "the books follow");
    }

    function test_a_manager_takes_no_more_than_was_consented_to() public {
        consent(validator(0), 3 ether);
        bytes memory none = abi.encodeWithSelector(
            ValidatorLocks.NoConsent.selector, validator(0), address(this), 3 ether, type(uint64).max, 4 ether
        );
        vm.expectRevert(none);
        stakes.lockValidatorStake(validator(0), 4 ether);
        stakes.lockValidatorStake(validator(0), 2 ether);
        stakes.slash(validator(0), 1 ether, 0, BOB);
        stakes.releaseValidatorStake(validator(0), 1 ether);
        require(stakes.lockableOf(address(this), validator(0)) == 1 ether, "3, less 1 taken, less 1 that answers");
        stakes.lockValidatorStake(validator(0), 1 ether);
        require(stakes.consentLeftOf(address(this), validator(0)) == 0, "used up");
        // Taking the consent back ends nothing that runs, and lets nothing new begin.
        consent(validator(0), 0);
        stakes.slash(validator(0), 1 ether, 0, BOB);
        vm.expectRevert(
            abi.encodeWithSelector(
                ValidatorLocks.NoConsent.selector, validator(0), address(this), 0, type(uint64).max, 1
            )
        );
        stakes.lockValidatorStake(validator(0), 1);
        require(token.balanceOf(BOB) == 2 ether, "never more than the limit");
    }

    function test_a_consent_ends() public {
        vm.prank(validator(0));
        stakes.consentToLocks(address(this), 10 ether, uint64(block.timestamp));
        stakes.lockValidatorStake(validator(0), 1 ether);
        uint64 until = uint64(block.timestamp);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ValidatorLocks.NoConsent.selector, validator(0), address(this), 0, until, 1)
        );
        stakes.lockValidatorStake(validator(0), 1);
        stakes.setValidatorLockManager(address(this), false);
        require(stakes.lockableOf(address(this), validator(0)) == 0, "a manager without the role locks nothing");
    }

    function test_locked_stake_stays() public {
        stakes.lockValidatorStake(validator(0), 6 ether);
        require(stakes.freeStakeOf(validator(0), VALIDATOR) == 4 ether, "free");
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.InsufficientStake.selector, validator(0), 4 ether, 5 ether));
        vm.prank(validator(0));
        stakes.requestWithdrawal(VALIDATOR, 5 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                ValidatorLocks.NoConsent.selector, validator(0), address(this), 4 ether, type(uint64).max, 5 ether
            )
        );
        stakes.lockValidatorStake(validator(0), 5 ether);
        consent(validator(0), 20 ether);
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.InsufficientStake.selector, validator(0), 4 ether, 5 ether));
        stakes.lockValidatorStake(validator(0), 5 ether);
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.InsufficientStake.selector, validator(0), 6 ether, 7 ether));
        stakes.slash(validator(0), 7 ether, 0, BOB);
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.InsufficientStake.selector, validator(0), 6 ether, 7 ether));
        stakes.unlockValidatorStake(validator(0), 7 ether);
        // A revoked manager can still give back what it holds.
        stakes.setValidatorLockManager(address(this), false);
        stakes.unlockValidatorStake(validator(0), 6 ether);
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.Unauthorized.selector, address(this)));
        stakes.lockValidatorStake(validator(0), 1);
    }

    function test_amounts_and_roles_are_checked() public {
        vm.startPrank(validator(0));
        vm.expectRevert(abi.encodeWithSelector(StakeManager.InvalidRole.selector, 3));
        stakes.depositStake(3, 1 ether);
        vm.expectRevert(StakeManager.InvalidAmount.selector);
        stakes.depositStake(VALIDATOR, 0);
        vm.expectRevert(StakeManager.InvalidAmount.selector);
        stakes.requestWithdrawal(VALIDATOR, 0);
        vm.expectRevert(abi.encodeWithSelector(StakeManager.BelowMinimumStake.selector, 1, 1 ether));
        stakes.depositStake(0, 1);
        vm.expectRevert(abi.encodeWithSelector(StakeManager.BelowMinimumStake.selector, 1, 1 ether));
        stakes.requestWithdrawal(VALIDATOR, 10 ether - 1);
        vm.stopPrank();
        require(stakes.stakeOf(validator(0), VALIDATOR) == 10 ether, "nothing moved");
        require(stakes.freeStakeOf(validator(0), 0) == 0, "other roles are apart");
    }

    function test_slash_is_checked() public {
        stakes.lockValidatorStake(validator(0), 10 ether);
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidRecipient.selector, address(stakes)));
        stakes.slash(validator(0), 1, 0, address(stakes));
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidRecipient.selector, address(stakes)));
        stakes.setFeePool(address(stakes));
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidRecipient.selector, address(stakes)));
        stakes.grantValidatorReward(address(stakes), 1);
        vm.expectRevert(StakeParameters.ZeroAddress.selector);
        stakes.slash(validator(0), 1, 0, address(0));
        vm.expectRevert(StakeManager.InvalidAmount.selector);
        stakes.slash(validator(0), 0, 0, BOB);
        vm.expectRevert(abi.encodeWithSelector(ValidatorLocks.Unauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        stakes.slash(validator(0), 1, 0, BOB);
        stakes.setDisputeModule(address(0));
        stakes.setValidationModule(address(this));
        stakes.slash(validator(0), 1, 0, BOB);
    }

    function test_the_reserve_is_granted_by_the_owner() public {
        stakes.setValidatorRewardPct(50);
        lockAndSlash(2 ether, BOB);
        vm.expectRevert(StakeParameters.ZeroAddress.selector);
        stakes.grantValidatorReward(address(0), 1);
        vm.expectRevert(StakeManager.InvalidAmount.selector);
        stakes.grantValidatorReward(ALICE, 0);
        vm.expectRevert(abi.encodeWithSelector(StakeManager.InsufficientReserve.selector, 1 ether, 2 ether));
        stakes.grantValidatorReward(ALICE, 2 ether);
        stakes.grantValidatorReward(ALICE, 1 ether);
        require(token.balanceOf(ALICE) == 1 ether && stakes.rewardReserve() == 0, "granted");
    }

    function test_setters_check_and_emit() public {
        vm.expectEmit();
        emit StakeParameters.FeePctUpdated(4);
        vm.expectEmit();
        emit StakeParameters.ParametersUpdated(1 ether, 7 days, 4, 0, 0, address(0));
        stakes.setFeePct(4);
        stakes.setMinStake(2 ether);
        stakes.setUnbondingPeriod(1 days);
        require(stakes.minStake() == 2 ether && stakes.unbondingPeriod() == 1 days, "set");
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidUnbondingPeriod.selector, 91 days, 90 days));
        stakes.setUnbondingPeriod(91 days);
        vm.expectRevert(StakeParameters.ZeroAddress.selector);
        stakes.setValidatorLockManager(address(0), true);
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidModule.selector, ALICE));
        stakes.setDisputeModule(ALICE);
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidModule.selector, ALICE));
        stakes.setValidationModule(ALICE);
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidModule.selector, ALICE));
        new StakeManager(address(this), IERC20(ALICE), 1, 1);
        vm.expectRevert(abi.encodeWithSelector(StakeParameters.InvalidUnbondingPeriod.selector, 91 days, 90 days));
        new StakeManager(address(this), IERC20(address(token)), 1, 91 days);
        require(stakes.version() == 4 && stakes.governance() == address(this), "says what it is");
    }

    function testFuzz_only_the_owner_sets(address caller) public {
        vm.assume(caller != address(this));
        bytes memory denied = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(denied);
        stakes.setFeePct(1);
        vm.expectRevert(denied);
        stakes.setBurnPct(1);
        vm.expectRevert(denied);
        stakes.setValidatorRewardPct(1);
        vm.expectRevert(denied);
        stakes.setMinStake(1);
        vm.expectRevert(denied);
        stakes.setUnbondingPeriod(1);
        vm.expectRevert(denied);
        stakes.setFeePool(caller);
        vm.expectRevert(denied);
        stakes.setDisputeModule(address(token));
        vm.expectRevert(denied);
        stakes.setValidationModule(address(token));
        vm.expectRevert(denied);
        stakes.setValidatorLockManager(caller, true);
        vm.expectRevert(denied);
        stakes.grantValidatorReward(caller, 1);
        vm.stopPrank();
    }

    function test_nothing_moves_while_paused_but_a_slash() public {
        stakes.lockValidatorStake(validator(0), 1 ether);
        stakes.pause();
        bytes4 stopped = Pausable.EnforcedPause.selector;
        vm.startPrank(validator(0));
        vm.expectRevert(stopped);
        stakes.depositStake(VALIDATOR, 1 ether);
        vm.expectRevert(stopped);
        stakes.requestWithdrawal(VALIDATOR, 1 ether);
        vm.expectRevert(stopped);
        stakes.withdraw(VALIDATOR);
        vm.stopPrank();
        vm.expectRevert(stopped);
        stakes.lockValidatorStake(validator(0), 1);
        vm.expectRevert(stopped);
        stakes.unlockValidatorStake(validator(0), 0);
        vm.expectRevert(stopped);
        stakes.releaseValidatorStake(validator(0), 0);
        vm.expectRevert(stopped);
        stakes.grantValidatorReward(ALICE, 1);
        stakes.slash(validator(0), 1 ether, 0, BOB);
    }

    function test_the_pauser_pauses_and_its_manager_names_it() public {
        vm.expectRevert(abi.encodeWithSelector(PausableModule.NotOwnerOrPauser.selector, STRANGER));
        vm.prank(STRANGER);
        stakes.pause();
        stakes.setPauserManager(ALICE);
        vm.expectRevert(abi.encodeWithSelector(PausableModule.NotOwnerOrPauserManager.selector, STRANGER));
        vm.prank(STRANGER);
        stakes.setPauser(STRANGER);
        vm.prank(ALICE);
        stakes.setPauser(BOB);
        vm.startPrank(BOB);
        stakes.pause();
        stakes.unpause();
        vm.stopPrank();
        require(!stakes.paused(), "running");
    }
}
