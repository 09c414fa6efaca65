// Written by tools/generate.ts.
// @ts-nocheck
/* tslint:disable */
/* eslint-disable */
import type { Addressable } from "ethers";
import { Contract, ContractFactory, ContractTransactionResponse, Interface } from "ethers"
import type { Signer, AddressLike, ContractDeployTransaction, ContractRunner } from "ethers"
import type { NonPayableOverrides } from "../../common.js"
  import type { SystemPause, SystemPauseInterface } from "../../contracts/SystemPause.js";

  const _abi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "initialOwner",
        "type": "address"
      },
      {
        "internalType": "address[]",
        "name": "initialModules",
        "type": "address[]"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "ModuleAlreadyRegistered",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "ModuleNotRegistered",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "NotAModule",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "left",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "NotEnoughGas",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "NotOwnerOrGuardian",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "OwnableInvalidOwner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "OwnableUnauthorizedAccount",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "PauserManagerNotDelegated",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "RenounceDisabled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      }
    ],
    "name": "TooManyModules",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "guardian",
        "type": "address"
      }
    ],
    "name": "GuardianUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "module",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "pausing",
        "type": "bool"
      }
    ],
    "name": "ModuleFailed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "module",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "registered",
        "type": "bool"
      }
    ],
    "name": "ModuleUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousOwner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "OwnershipTransferStarted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousOwner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "OwnershipTransferred",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "changed",
        "type": "uint256"
      }
    ],
    "name": "PausedAll",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "pauser",
        "type": "address"
      }
    ],
    "name": "PausersUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "changed",
        "type": "uint256"
      }
    ],
    "name": "UnpausedAll",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "MAX_MODULES",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "acceptOwnership",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "addModule",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "guardian",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "isModule",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "modules",
    "outputs": [
      {
        "internalType": "address[]",
        "name": "",
        "type": "address[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "owner",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pauseAll",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "paused",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pendingOwner",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "refreshPausers",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "removeModule",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "renounceOwnership",
    "outputs": [],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newGuardian",
        "type": "address"
      }
    ],
    "name": "setGuardian",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "transferOwnership",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "unpauseAll",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const;

  const _bytecode = "0x608060405234801561000f575f5ffd5b5060405161114d38038061114d83398101604081905261002e9161027d565b816001600160a01b03811661005d57604051631e4fbdf760e01b81525f60048201526024015b60405180910390fd5b610066816100aa565b505f5b81518110156100a25761009a8282815181106100875761008761035b565b60200260200101516100c660201b60201c565b600101610069565b50505061036f565b600180546001600160a01b03191690556100c3816101ff565b50565b806001600160a01b03163b5f036100fb57604051633f467e2d60e11b81526001600160a01b0382166004820152602401610054565b6001600160a01b0381165f9081526003602052604090205460ff161561013f576040516317322ee960e01b81526001600160a01b0382166004820152602401610054565b600254601f19016101665760405163685ce4e560e01b815260206004820152602401610054565b6001600160a01b0381165f818152600360209081526040808320805460ff1916600190811790915560028054808301825594527f405787fa12a823e0f2b7631cc41b3ba8828b3321ca811111fa75cd3aa3bb5ace90930180546001600160a01b03191685179055519182527f4beb3ed14661fd96a1404a092f72bf7fdc84d85a67a65e535af86d310f6242d6910160405180910390a250565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b80516001600160a01b0381168114610264575f5ffd5b919050565b634e487b7160e01b5f52604160045260245ffd5b5f5f6040838503121561028e575f5ffd5b6102978361024e565b60208401519092506001600160401b038111156102b2575f5ffd5b8301601f810185136102c2575f5ffd5b80516001600160401b038111156102db576102db610269565b604051600582901b90603f8201601f191681016001600160401b038111828210171561030957610309610269565b604052918252602081840181019290810188841115610326575f5ffd5b6020850194505b8385101561034c5761033e8561024e565b81526020948501940161032d565b50809450505050509250929050565b634e487b7160e01b5f52603260045260245ffd5b610dd18061037c5f395ff3fe608060405234801561000f575f5ffd5b50600436106100fb575f3560e01c80638a0dac4a11610093578063b98eda2511610063578063b98eda25146101ea578063e30c3978146101f2578063f2fde38b14610203578063f7e80e9814610216575f5ffd5b80638a0dac4a146101ac5780638a2ddd03146101bf5780638da5cb5b146101c7578063a0632461146101d7575f5ffd5b80635c975abb116100ce5780635c975abb1461017e5780635f1e8c1b14610186578063715018a61461019c57806379ba5097146101a4575f5ffd5b80631ed86f19146100ff57806342f6e38914610114578063452a93201461014b578063595c6a6714610176575b5f5ffd5b61011261010d366004610c8c565b61022b565b005b610136610122366004610c8c565b60036020525f908152604090205460ff1681565b60405190151581526020015b60405180910390f35b60045461015e906001600160a01b031681565b6040516001600160a01b039091168152602001610142565b61011261023f565b6101366102c8565b61018e602081565b604051908152602001610142565b610112610323565b610112610344565b6101126101ba366004610c8c565b610385565b6101126103d6565b5f546001600160a01b031661015e565b6101126101e5366004610c8c565b610409565b6101126105b0565b6001546001600160a01b031661015e565b610112610211366004610c8c565b6107a8565b61021e610818565b6040516101429190610cae565b610233610878565b61023c816108a6565b50565b5f546001600160a01b0316331480159061026457506004546001600160a01b03163314155b1561028957604051636b1883f360e01b81523360048201526024015b60405180910390fd5b337f76f0ee0a133a441d411526d3d15a677f745bb4b5dc612577ec0931e25f9741d06102b560016109df565b60405190815260200160405180910390a2565b5f805b60025481101561031957610306600282815481106102eb576102eb610cf9565b5f918252602090912001546001600160a01b03166001610bc6565b610311575f91505090565b6001016102cb565b5050600254151590565b61032b610878565b604051638905116560e01b815260040160405180910390fd5b60015433906001600160a01b0316811461037c5760405163118cdaa760e01b81526001600160a01b0382166004820152602401610280565b61023c81610c15565b61038d610878565b600480546001600160a01b0319166001600160a01b0383169081179091556040517f6bb7ff33e730289800c62ad882105a144a74010d2bdbb9a942544a3005ad55bf905f90a250565b6103de610878565b337fc3fde775ede4ea5b540e6efaeae0ded2ad64b7f7bcd5fc818029ac42cd5b83f06102b55f6109df565b610411610878565b6001600160a01b0381165f9081526003602052604090205460ff166104545760405163b7f8845560e01b81526001600160a01b0382166004820152602401610280565b6001600160a01b0381165f908152600360205260408120805460ff1916905560025461048290600190610d21565b90505f5b8181101561053a57826001600160a01b0316600282815481106104ab576104ab610cf9565b5f918252602090912001546001600160a01b03160361053257600282815481106104d7576104d7610cf9565b5f91825260209091200154600280546001600160a01b03909216918390811061050257610502610cf9565b905f5260205f20015f6101000a8154816001600160a01b0302191690836001600160a01b0316021790555061053a565b600101610486565b50600280548061054c5761054c610d34565b5f828152602080822083015f1990810180546001600160a01b03191690559092019092556040519182526001600160a01b038416917f4beb3ed14661fd96a1404a092f72bf7fdc84d85a67a65e535af86d310f6242d6910160405180910390a25050565b6105b8610878565b5f5b60025481101561077b575f600282815481106105d8576105d8610cf9565b5f918252602091829020015460408051639fd0506d60e01b815290516001600160a01b03909216935030928492639fd0506d9260048082019392918290030181865afa15801561062a573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061064e9190610d48565b6001600160a01b0316036106625750610773565b306001600160a01b0316816001600160a01b0316632cb61d8f6040518163ffffffff1660e01b8152600401602060405180830381865afa1580156106a8573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106cc9190610d48565b6001600160a01b03161461071d57600282815481106106ed576106ed610cf9565b5f9182526020909120015460405163ec79fd7760e01b81526001600160a01b039091166004820152602401610280565b6040516316c457a560e11b81523060048201526001600160a01b03821690632d88af4a906024015f604051808303815f87803b15801561075b575f5ffd5b505af115801561076d573d5f5f3e3d5ffd5b50505050505b6001016105ba565b5060405130907fb9f56bc92453dda97becca4337b61b356e98b8969d3ebd67c5817b4057ef0220905f90a2565b6107b0610878565b600180546001600160a01b0383166001600160a01b031990911681179091556107e05f546001600160a01b031690565b6001600160a01b03167f38d16b8cac22d99fc7c124b9cd0de2d3fa1faef420bfe791d8c362d765e2270060405160405180910390a350565b6060600280548060200260200160405190810160405280929190818152602001828054801561086e57602002820191905f5260205f20905b81546001600160a01b03168152600190910190602001808311610850575b5050505050905090565b5f546001600160a01b031633146108a45760405163118cdaa760e01b8152336004820152602401610280565b565b806001600160a01b03163b5f036108db57604051633f467e2d60e11b81526001600160a01b0382166004820152602401610280565b6001600160a01b0381165f9081526003602052604090205460ff161561091f576040516317322ee960e01b81526001600160a01b0382166004820152602401610280565b600254601f19016109465760405163685ce4e560e01b815260206004820152602401610280565b6001600160a01b0381165f818152600360209081526040808320805460ff1916600190811790915560028054808301825594527f405787fa12a823e0f2b7631cc41b3ba8828b3321ca811111fa75cd3aa3bb5ace90930180546001600160a01b03191685179055519182527f4beb3ed14661fd96a1404a092f72bf7fdc84d85a67a65e535af86d310f6242d6910160405180910390a250565b5f5f826109f357631fa5d41d60e11b6109fc565b638456cb5960e01b5b90505f6002805480602002602001604051908101604052809291908181526020018280548015610a5357602002820191905f5260205f20905b81546001600160a01b03168152600190910190602001808311610a35575b509394505f93505050505b8151811015610bbe57603f620249f0610a7a6175306002610d63565b610a849190610d7a565b610a8f906040610d63565b610a999190610d8d565b610aa590613a98610d7a565b5a1015610b0d575a603f620249f0610ac06175306002610d63565b610aca9190610d7a565b610ad5906040610d63565b610adf9190610d8d565b610aeb90613a98610d7a565b604051634fd394c160e11b815260048101929092526024820152604401610280565b5f828281518110610b2057610b20610cf9565b60200260200101519050610b348187610bc6565b15610b3f5750610bb6565b835f525f5f60045f5f85620249f0f150610b598187610bc6565b15610b6e57610b6785610dac565b9450610bb4565b806001600160a01b03167f8ac5495749217f54fd38aafc7df54ef9146c9a3d4f535a13ae7b1040a6840ee387604051610bab911515815260200190565b60405180910390a25b505b600101610a5e565b505050919050565b635c975abb60e01b5f81815290818060208160048189617530fa5f51601f3d1190911692509050818015610c09575084610c00575f610c03565b60015b60ff1681145b93505050505b92915050565b600180546001600160a01b031916905561023c815f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6001600160a01b038116811461023c575f5ffd5b5f60208284031215610c9c575f5ffd5b8135610ca781610c78565b9392505050565b602080825282518282018190525f918401906040840190835b81811015610cee5783516001600160a01b0316835260209384019390920191600101610cc7565b509095945050505050565b634e487b7160e01b5f52603260045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b81810381811115610c0f57610c0f610d0d565b634e487b7160e01b5f52603160045260245ffd5b5f60208284031215610d58575f5ffd5b8151610ca781610c78565b8082028115828204841417610c0f57610c0f610d0d565b80820180821115610c0f57610c0f610d0d565b5f82610da757634e487b7160e01b5f52601260045260245ffd5b500490565b5f60018201610dbd57610dbd610d0d565b506001019056fea164736f6c6343000825000a";

  
      type SystemPauseConstructorParams = [signer?: Signer] | ConstructorParameters<typeof ContractFactory>;

      const isSuperArgs = (xs: SystemPauseConstructorParams): xs is ConstructorParameters<typeof ContractFactory> =>
        xs.length > 1
    

  export class SystemPause__factory extends ContractFactory {
    
      constructor(...args: SystemPauseConstructorParams) {
        if (isSuperArgs(args)) {
          super(...args);
        } else {
          super(_abi, _bytecode, args[0]);
        }
        
      }
    
    override getDeployTransaction(initialOwner: AddressLike, initialModules: AddressLike[], overrides?: NonPayableOverrides & { from?: string }): Promise<ContractDeployTransaction> {
      return super.getDeployTransaction(initialOwner, initialModules, overrides || {});
    };
    override deploy(initialOwner: AddressLike, initialModules: AddressLike[], overrides?: NonPayableOverrides & { from?: string }) {
      return super.deploy(initialOwner, initialModules, overrides || {}) as Promise<SystemPause & {
        deploymentTransaction(): ContractTransactionResponse;
      }>;
    }
    override connect(runner: ContractRunner | null): SystemPause__factory {
      return super.connect(runner) as SystemPause__factory;
    }
    
    
    static readonly bytecode = _bytecode;
    static readonly abi = _abi;
    static createInterface(): SystemPauseInterface {
      return new Interface(_abi) as SystemPauseInterface;
    }
    
    override attach(address: string | Addressable): SystemPause {
      return super.attach(address) as SystemPause;
    }
  static connect(address: string, runner?: ContractRunner | null): SystemPause {
      return new Contract(address, _abi, runner) as unknown as SystemPause;
    }
  }

  
  