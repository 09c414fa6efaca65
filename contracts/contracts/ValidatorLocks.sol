// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PausableModule} from "./PausableModule.sol";
import {StakeParameters} from "./StakeParameters.sol";
import {IStakeManager} from "./interfaces/IStakeManager.sol";

/// @title Which part of a validator's stake answers for what
/// @notice A validator consents to each lock manager, up to a limit and a time. The limit bounds what this manager can
/// ever take: what it holds locked, what still answers for ended locks, and what it has slashed since the consent
/// was given, all together. A lock that ends well leaves its stake liable for another two to three days.
/// @dev Liable stake is kept by UTC day, so that it falls out of the sum by itself, without a transaction.
abstract contract ValidatorLocks is StakeParameters, IStakeManager {
    /// @notice What a validator lets a manager do.
    struct Consent {
        uint128 limit;
        uint64 until;
    }

    /// @notice Full UTC days, after that of its end, for which stake answers for a lock.
    uint64 public constant LIABLE_DAYS = 2;

    /// @notice Locked part of a validator's stake.
    mapping(address validator => uint256) public lockedStakeOf;
    /// @notice What one lock manager has locked of a validator's stake.
    mapping(address manager => mapping(address validator => uint256)) public lockedBy;
    /// @notice What is left of a validator's consent to a manager.
    mapping(address manager => mapping(address validator => Consent)) public consentTo;
    mapping(address validator => mapping(uint64 day => uint256)) private _liable;
    mapping(address manager => mapping(address validator => mapping(uint64 day => uint256))) private _liableBy;

    /// @notice A validator lets a manager lock, and take, at most `limit` of its stake; new locks until `until` (Unix seconds).
    event LockConsentUpdated(address indexed validator, address indexed manager, uint256 limit, uint64 until);
    /// @notice A manager's lock on a validator's stake changed to `amount`.
    event ValidatorLockUpdated(address indexed manager, address indexed validator, uint256 amount);
    /// @notice A lock has ended; `amount` answers for it until `liableUntil` (Unix seconds).
    event ValidatorLockReleased(address indexed manager, address indexed validator, uint256 amount, uint64 liableUntil);

    /// @notice `account` may not do this.
    error Unauthorized(address account);
    /// @notice `user` has `available`, and `needed` are needed.
    error InsufficientStake(address user, uint256 available, uint256 needed);
    /// @notice The validator lets `manager` lock `left` more until `until` (Unix seconds), and `needed` are needed.
    error NoConsent(address validator, address manager, uint256 left, uint64 until, uint256 needed);
    /// @notice The stake has answered until `liableUntil` (Unix seconds), which is over.
    error NoLongerLiable(uint64 liableUntil);

    /// @notice Consents to a lock manager, in place of an earlier consent; zero ends it. What it holds already stays.
    /// @param limit most that the manager can hold and take from now on, in the token's smallest unit
    /// @param until Unix seconds; no new lock after it
    function consentToLocks(address manager, uint128 limit, uint64 until) external {
        consentTo[manager][msg.sender] = Consent(limit, until);
        emit LockConsentUpdated(msg.sender, manager, limit, until);
    }

    /// @inheritdoc IStakeManager
    function lockValidatorStake(address validator, uint256 amount) external whenNotPaused {
        if (!validatorLockManagers[msg.sender]) revert Unauthorized(msg.sender);
        uint256 left = consentLeftOf(msg.sender, validator);
        if (amount > left) revert NoConsent(validator, msg.sender, left, consentTo[msg.sender][validator].until, amount);
        uint256 free = _freeValidatorStake(validator);
        if (amount > free) revert InsufficientStake(validator, free, amount);
        lockedStakeOf[validator] += amount;
        lockedBy[msg.sender][validator] += amount;
        emit ValidatorLockUpdated(msg.sender, validator, lockedBy[msg.sender][validator]);
    }

    /// @inheritdoc IStakeManager
    /// @dev Needs no role: an account whose role was revoked may still give back what it holds, and nothing else.
    function unlockValidatorStake(address validator, uint256 amount) external whenNotPaused {
        _unlock(validator, amount);
    }

    /// @inheritdoc IStakeManager
    /// @dev Needs no role, as above.
    function releaseValidatorStake(address validator, uint256 amount) external whenNotPaused returns (uint64 liableUntil) {
        _unlock(validator, amount);
        uint64 day = _today();
        _liable[validator][day] += amount;
        _liableBy[msg.sender][validator][day] += amount;
        liableUntil = (day + LIABLE_DAYS + 1) * 1 days;
        emit ValidatorLockReleased(msg.sender, validator, amount, liableUntil);
    }

    /// @notice Part of a validator's stake, unbonding or not, that answers for locks which have ended.
    function liableStakeOf(address validator) public view returns (uint256 sum) {
        return _sum(_liable[validator]);
    }

    /// @notice What a manager can lock under the validator's consent, whether or not there is stake.
    function consentLeftOf(address manager, address validator) public view returns (uint256) {
        Consent memory consent = consentTo[manager][validator];
        uint256 held = lockedBy[manager][validator] + _sum(_liableBy[manager][validator]);
        return block.timestamp > consent.until || consent.limit <= held ? 0 : consent.limit - held;
    }

    /// @inheritdoc IStakeManager
    function lockableOf(address manager, address validator) external view returns (uint256) {
        if (!validatorLockManagers[manager]) return 0;
        uint256 left = consentLeftOf(manager, validator);
        uint256 free = _freeValidatorStake(validator);
        return left < free ? left : free;
    }

    /// @inheritdoc PausableModule
    function paused() public view override(PausableModule, IStakeManager) returns (bool) {
        return super.paused();
    }

    function _freeValidatorStake(address validator) internal view virtual returns (uint256);

    /// @dev Takes a lock of the caller, or what answers for one, out of the books, and the consent with it.
    function _consume(address validator, uint256 amount, uint64 liableUntil) internal {
        if (liableUntil == 0) {
            _unlock(validator, amount);
        } else {
            if (block.timestamp >= liableUntil) revert NoLongerLiable(liableUntil);
            uint64 day = liableUntil / 1 days - LIABLE_DAYS - 1;
            uint256 held = _liableBy[msg.sender][validator][day];
            if (amount > held) revert InsufficientStake(validator, held, amount);
            _liableBy[msg.sender][validator][day] = held - amount;
            _liable[validator][day] -= amount;
        }
        Consent storage consent = consentTo[msg.sender][validator];
        consent.limit = amount < consent.limit ? consent.limit - uint128(amount) : 0;
    }

    /// @dev When the last of what is liable now becomes free.
    function _liabilityEnd(address validator) internal view returns (uint64) {
        uint64 day = _today();
        for (uint64 back = 0; back <= LIABLE_DAYS && back <= day; ++back) {
            if (_liable[validator][day - back] > 0) return (day - back + LIABLE_DAYS + 1) * 1 days;
        }
        return 0;
    }

    function _unlock(address validator, uint256 amount) private {
        uint256 held = lockedBy[msg.sender][validator];
        if (amount > held) revert InsufficientStake(validator, held, amount);
        lockedBy[msg.sender][validator] = held - amount;
        lockedStakeOf[validator] -= amount;
        emit ValidatorLockUpdated(msg.sender, validator, held - amount);
    }

    function _sum(mapping(uint64 day => uint256) storage byDay) private view returns (uint256 sum) {
        uint64 day = _today();
        for (uint64 back = 0; back <= LIABLE_DAYS && back <= day; ++back) sum += byDay[day - back];
    }

    function _today() private view returns (uint64) {
        return uint64(block.timestamp / 1 days);
    }
}
