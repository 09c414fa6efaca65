// Written by tools/generate.ts.
// @ts-nocheck
/* tslint:disable */
/* eslint-disable */
import type { Addressable } from "ethers";
import { Contract, ContractFactory, ContractTransactionResponse, Interface } from "ethers"
import type { Signer, BigNumberish, AddressLike, ContractDeployTransaction, ContractRunner } from "ethers"
import type { NonPayableOverrides } from "../../common.js"
  import type { StakeToken, StakeTokenInterface } from "../../contracts/StakeToken.js";

  const _abi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "holder",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "supply",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "allowance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientAllowance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientBalance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "approver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidApprover",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidReceiver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSpender",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Approval",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "allowance",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "balanceOf",
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
    "inputs": [
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "burn",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "burnFrom",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "decimals",
    "outputs": [
      {
        "internalType": "uint8",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "name",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "symbol",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalSupply",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transfer",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const;

  const _bytecode = "0x608060405234801561000f575f5ffd5b50604051610b3e380380610b3e83398101604081905261002e9161020a565b6040518060400160405280600e81526020016d53656c66506c6179207374616b6560901b8152506040518060400160405280600381526020016253505360e81b815250816003908161008091906102e4565b50600461008d82826102e4565b5050506100a082826100a760201b60201c565b50506103c7565b6001600160a01b0382166100d55760405163ec442f0560e01b81525f60048201526024015b60405180910390fd5b6100e05f83836100e4565b5050565b6001600160a01b03831661010e578060025f82825461010391906103a2565b9091555061017e9050565b6001600160a01b0383165f90815260208190526040902054818110156101605760405163391434e360e21b81526001600160a01b038516600482015260248101829052604481018390526064016100cc565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b03821661019a576002805482900390556101b8565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef836040516101fd91815260200190565b60405180910390a3505050565b5f5f6040838503121561021b575f5ffd5b82516001600160a01b0381168114610231575f5ffd5b6020939093015192949293505050565b634e487b7160e01b5f52604160045260245ffd5b600181811c9082168061026957607f821691505b60208210810361028757634e487b7160e01b5f52602260045260245ffd5b50919050565b601f8211156102df57828211156102df57805f5260205f20601f840160051c60208510156102b857505f5b90810190601f840160051c035f5b818110156102db575f838201556001016102c6565b5050505b505050565b81516001600160401b038111156102fd576102fd610241565b6103118161030b8454610255565b8461028d565b6020601f821160018114610343575f831561032c5750848201515b5f19600385901b1c1916600184901b17845561039b565b5f84815260208120601f198516915b828110156103725787850151825560209485019460019092019101610352565b508482101561038f57868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b808201808211156103c157634e487b7160e01b5f52601160045260245ffd5b92915050565b61076a806103d45f395ff3fe608060405234801561000f575f5ffd5b50600436106100a6575f3560e01c806342966c681161006e57806342966c681461011f57806370a082311461013457806379cc67901461015c57806395d89b411461016f578063a9059cbb14610177578063dd62ed3e1461018a575f5ffd5b806306fdde03146100aa578063095ea7b3146100c857806318160ddd146100eb57806323b872dd146100fd578063313ce56714610110575b5f5ffd5b6100b26101c2565b6040516100bf91906105ec565b60405180910390f35b6100db6100d636600461063c565b610252565b60405190151581526020016100bf565b6002545b6040519081526020016100bf565b6100db61010b366004610664565b61026b565b604051601281526020016100bf565b61013261012d36600461069e565b61028e565b005b6100ef6101423660046106b5565b6001600160a01b03165f9081526020819052604090205490565b61013261016a36600461063c565b61029b565b6100b26102b4565b6100db61018536600461063c565b6102c3565b6100ef6101983660046106d5565b6001600160a01b039182165f90815260016020908152604080832093909416825291909152205490565b6060600380546101d190610706565b80601f01602080910402602001604051908101604052809291908181526020018280546101fd90610706565b80156102485780601f1061021f57610100808354040283529160200191610248565b820191905f5260205f20905b81548152906001019060200180831161022b57829003601f168201915b5050505050905090565b5f3361025f8185856102d0565b60019150505b92915050565b5f336102788582856102e2565b610283858585610363565b506001949350505050565b61029833826103c0565b50565b6102a68233836102e2565b6102b082826103c0565b5050565b6060600480546101d190610706565b5f3361025f818585610363565b6102dd83838360016103f4565b505050565b6001600160a01b038381165f908152600160209081526040808320938616835292905220545f1981101561035d578181101561034f57604051637dc7a0d960e11b81526001600160a01b038416600482015260248101829052604481018390526064015b60405180910390fd5b61035d84848484035f6103f4565b50505050565b6001600160a01b03831661038c57604051634b637e8f60e11b81525f6004820152602401610346565b6001600160a01b0382166103b55760405163ec442f0560e01b81525f6004820152602401610346565b6102dd8383836104c6565b6001600160a01b0382166103e957604051634b637e8f60e11b81525f6004820152602401610346565b6102b0825f836104c6565b6001600160a01b03841661041d5760405163e602df0560e01b81525f6004820152602401610346565b6001600160a01b03831661044657604051634a1406b160e11b81525f6004820152602401610346565b6001600160a01b038085165f908152600160209081526040808320938716835292905220829055801561035d57826001600160a01b0316846001600160a01b03167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925846040516104b891815260200190565b60405180910390a350505050565b6001600160a01b0383166104f0578060025f8282546104e5919061073e565b909155506105609050565b6001600160a01b0383165f90815260208190526040902054818110156105425760405163391434e360e21b81526001600160a01b03851660048201526024810182905260448101839052606401610346565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b03821661057c5760028054829003905561059a565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef836040516105df91815260200190565b60405180910390a3505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b80356001600160a01b0381168114610637575f5ffd5b919050565b5f5f6040838503121561064d575f5ffd5b61065683610621565b946020939093013593505050565b5f5f5f60608486031215610676575f5ffd5b61067f84610621565b925061068d60208501610621565b929592945050506040919091013590565b5f602082840312156106ae575f5ffd5b5035919050565b5f602082840312156106c5575f5ffd5b6106ce82610621565b9392505050565b5f5f604083850312156106e6575f5ffd5b6106ef83610621565b91506106fd60208401610621565b90509250929050565b600181811c9082168061071a57607f821691505b60208210810361073857634e487b7160e01b5f52602260045260245ffd5b50919050565b8082018082111561026557634e487b7160e01b5f52601160045260245ffdfea164736f6c6343000825000a";

  
      type StakeTokenConstructorParams = [signer?: Signer] | ConstructorParameters<typeof ContractFactory>;

      const isSuperArgs = (xs: StakeTokenConstructorParams): xs is ConstructorParameters<typeof ContractFactory> =>
        xs.length > 1
    

  export class StakeToken__factory extends ContractFactory {
    
      constructor(...args: StakeTokenConstructorParams) {
        if (isSuperArgs(args)) {
          super(...args);
        } else {
          super(_abi, _bytecode, args[0]);
        }
        
      }
    
    override getDeployTransaction(holder: AddressLike, supply: BigNumberish, overrides?: NonPayableOverrides & { from?: string }): Promise<ContractDeployTransaction> {
      return super.getDeployTransaction(holder, supply, overrides || {});
    };
    override deploy(holder: AddressLike, supply: BigNumberish, overrides?: NonPayableOverrides & { from?: string }) {
      return super.deploy(holder, supply, overrides || {}) as Promise<StakeToken & {
        deploymentTransaction(): ContractTransactionResponse;
      }>;
    }
    override connect(runner: ContractRunner | null): StakeToken__factory {
      return super.connect(runner) as StakeToken__factory;
    }
    
    
    static readonly bytecode = _bytecode;
    static readonly abi = _abi;
    static createInterface(): StakeTokenInterface {
      return new Interface(_abi) as StakeTokenInterface;
    }
    
    override attach(address: string | Addressable): StakeToken {
      return super.attach(address) as StakeToken;
    }
  static connect(address: string, runner?: ContractRunner | null): StakeToken {
      return new Contract(address, _abi, runner) as unknown as StakeToken;
    }
  }

  
  