// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SystemPause} from "../contracts/SystemPause.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";

contract SystemPauseTest is Fixture {
    function test_pauses_and_unpauses_everything() public {
        require(!switchboard.paused(), "running");
        vm.expectEmit();
        emit SystemPause.PausedAll(address(this), 2);
        switchboard.pauseAll();
        require(arena.paused() && stakes.paused() && switchboard.paused(), "paused");
        switchboard.unpauseAll();
        require(!arena.paused() && !stakes.paused() && !switchboard.paused(), "running again");
    }

    function test_a_module_that_is_there_already_is_skipped() public {
        arena.pause();
        vm.expectEmit();
        emit SystemPause.PausedAll(address(this), 1);
        switchboard.pauseAll();
        stakes.unpause();
        vm.expectEmit();
        emit SystemPause.UnpausedAll(address(this), 1);
        switchboard.unpauseAll();
    }

    function test_the_registry() public {
        vm.expectRevert(abi.encodeWithSelector(SystemPause.NotAModule.selector, ALICE));
        switchboard.addModule(ALICE);
        vm.expectRevert(abi.encodeWithSelector(SystemPause.ModuleAlreadyRegistered.selector, address(arena)));
        switchboard.addModule(address(arena));
        switchboard.removeModule(address(arena));
        require(switchboard.modules().length == 1 && switchboard.modules()[0] == address(stakes), "one left");
        vm.expectRevert(abi.encodeWithSelector(SystemPause.ModuleNotRegistered.selector, address(arena)));
        switchboard.removeModule(address(arena));
        switchboard.addModule(address(arena));
        switchboard.removeModule(address(arena));
        switchboard.removeModule(address(stakes));
        require(!switchboard.paused(), "nothing to be paused");
        for (uint256 i = 0; i < 32; ++i) switchboard.addModule(address(new Empty()));
        address last = address(new Empty());
        vm.expectRevert(abi.encodeWithSelector(SystemPause.TooManyModules.selector, 32));
        switchboard.addModule(last);
    }

    function test_pausers_need_the_modules_consent() public {
        switchboard.refreshPausers(); // nothing to do is not an error
        stakes.setPauser(ALICE);
        stakes.setPauserManager(address(0));
        vm.expectRevert(abi.encodeWithSelector(SystemPause.PauserManagerNotDelegated.selector, address(stakes)));
        switchboard.refreshPausers();
    }

    function testFuzz_only_owner_and_guardian(address caller) public {
        vm.assume(caller != address(this) && caller != ALICE);
        switchboard.setGuardian(ALICE);
        bytes memory denied = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        bytes memory notGuardian = abi.encodeWithSelector(SystemPause.NotOwnerOrGuardian.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(notGuardian);
        switchboard.pauseAll();
        vm.expectRevert(notGuardian);
        switchboard.unpauseAll();
        vm.expectRevert(denied);
        switchboard.setGuardian(caller);
        vm.expectRevert(denied);
        switchboard.addModule(address(token));
        vm.expectRevert(denied);
        switchboard.removeModule(address(arena));
        vm.expectRevert(denied);
        switchboard.refreshPausers();
        vm.stopPrank();
        vm.prank(ALICE);
        switchboard.pauseAll();
        vm.expectRevert(SystemPause.RenounceDisabled.selector);
        switchboard.renounceOwnership();
    }
}

contract Empty {}
