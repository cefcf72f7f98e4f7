/** The error classes of the original SDK, and which of ours each is another name of: module and class. */
export const ERROR_CLASSES: { readonly [name: string]: readonly [module: string, name: string] } = {
  ConnectionError: ["xrpc/NetworkError", "NetworkError"],
  HTTPClientError: ["xrpc/CallError", "CallError"],
  InvalidRequestError: ["xrpc/InvalidRequestError", "InvalidRequestError"],
  RequestAbortedError: ["xrpc/AbortedError", "AbortedError"],
  RequestTimeoutError: ["xrpc/TimeoutError", "TimeoutError"],
  SDKError: ["xrpc/XrpcError", "XrpcError"],
  SDKValidationError: ["xrpc/InvalidResponseError", "InvalidResponseError"],
  UnexpectedClientError: ["xrpc/CallError", "CallError"],
};
