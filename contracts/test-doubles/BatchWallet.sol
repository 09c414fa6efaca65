// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A multisig wallet with the getters of a Safe; approvals are counted on the hash of the whole batch
contract BatchWallet {
    struct Transaction {
        address to;
        uint256 value;
        bytes data;
    }

    string public constant VERSION = "1.4.1";
    uint256 public nonce;
    uint256 private immutable _threshold;
    address[] private _owners;
    mapping(bytes32 => mapping(address => bool)) private _approved;

    error NotAnOwner(address account);
    error NotEnoughApprovals(uint256 present, uint256 needed);

    constructor(address[] memory owners, uint256 threshold) {
        _owners = owners;
        _threshold = threshold;
    }

    function getOwners() external view returns (address[] memory) {
        return _owners;
    }

    function getThreshold() external view returns (uint256) {
        return _threshold;
    }

    function approve(bytes32 batchHash) external {
        if (!_isOwner(msg.sender)) revert NotAnOwner(msg.sender);
        _approved[batchHash][msg.sender] = true;
    }

    function execute(Transaction[] calldata batch) external {
        bytes32 batchHash = keccak256(abi.encode(nonce++, batch));
        uint256 present = 0;
        for (uint256 i = 0; i < _owners.length; ++i) if (_approved[batchHash][_owners[i]]) ++present;
        if (present < _threshold) revert NotEnoughApprovals(present, _threshold);
        for (uint256 i = 0; i < batch.length; ++i) {
            (bool ok, bytes memory result) = batch[i].to.call{value: batch[i].value}(batch[i].data);
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(result, 32), mload(result))
                }
            }
        }
    }

    function _isOwner(address account) private view returns (bool) {
        for (uint256 i = 0; i < _owners.length; ++i) if (_owners[i] == account) return true;
        return false;
    }
}
