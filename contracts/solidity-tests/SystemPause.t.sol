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

    function test_broken_modules_keep_nothing_from_being_paused() public {
        address[6] memory broken = [
            address(new Empty()),
            address(new Reverts()),
            address(new EatsGas()),
            address(new Bomb()),
            address(new SaysTwo()),
            address(new NeverPauses())
        ];
        switchboard.removeModule(address(stakes));
        for (uint256 i = 0; i < broken.length; ++i) switchboard.addModule(broken[i]);
        switchboard.addModule(address(stakes));
        for (uint256 i = 0; i < broken.length; ++i) {
            vm.expectEmit();
            emit SystemPause.ModuleFailed(broken[i], true);
        }
        vm.expectEmit();
        emit SystemPause.PausedAll(address(this), 2);
        uint256 before = gasleft();
        switchboard.pauseAll();
        require(before - gasleft() < 2_000_000, "a broken module costs a bounded amount of gas");
        require(arena.paused() && stakes.paused(), "the good ones are paused");
        require(!switchboard.paused(), "not all of them are, and it says so");
        switchboard.unpauseAll();
        require(!arena.paused() && !stakes.paused(), "and unpaused");
    }

    function test_a_module_never_fails_for_want_of_gas_alone() public {
        switchboard.setGuardian(ALICE);
        uint256 paused = 0;
        for (uint256 gas_ = 30_000; gas_ < 500_000; gas_ += 10_000) {
            vm.prank(ALICE);
            try switchboard.pauseAll{gas: gas_}() {
                require(arena.paused() && stakes.paused(), "all or nothing");
                ++paused;
                switchboard.unpauseAll();
            } catch {
                require(!arena.paused() && !stakes.paused(), "all or nothing");
            }
        }
        require(paused > 0, "enough gas is enough");
    }

    function test_a_module_that_calls_back_changes_nothing() public {
        CallsBack module = new CallsBack(switchboard);
        switchboard.addModule(address(module));
        switchboard.pauseAll();
        require(arena.paused() && stakes.paused() && module.paused(), "paused");
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
        vm.expectRevert(denied);
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
        vm.startPrank(ALICE);
        switchboard.pauseAll();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, ALICE));
        switchboard.unpauseAll();
        vm.stopPrank();
        vm.expectRevert(SystemPause.RenounceDisabled.selector);
        switchboard.renounceOwnership();
    }
}

contract Empty {}

contract Reverts {
    fallback() external {
        revert("broken");
    }
}

contract EatsGas {
    fallback() external {
        while (true) {}
    }
}

/// Returns as much as its gas can pay for.
contract Bomb {
    fallback() external {
        assembly {
            return(0, 200000)
        }
    }
}

contract SaysTwo {
    function paused() external pure returns (uint256) {
        return 2;
    }

    function pause() external {}
}

contract NeverPauses {
    bool public paused;

    function pause() external {}
}

/// Tries to undo the pause, and to leave the registry, while it is being paused.
contract CallsBack {
    SystemPause private immutable system;
    bool public paused;

    constructor(SystemPause system_) {
        system = system_;
    }

    function pause() external {
        try system.unpauseAll() {} catch {}
        try system.removeModule(address(this)) {} catch {}
        paused = true;
    }
}
