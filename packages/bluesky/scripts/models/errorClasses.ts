/** The error classes of the original SDK, and which of our kinds each is another name of: module and kind. */
export const ERROR_CLASSES: { readonly [name: string]: readonly [module: string, name: string] } = {
  ConnectionError: ["xrpc/errors/NetworkError", "NetworkError"],
  HTTPClientError: ["xrpc/errors/CallError", "CallError"],
  InvalidRequestError: ["xrpc/errors/InvalidRequestError", "InvalidRequestError"],
  RequestAbortedError: ["errors/AbortedError", "AbortedError"],
  RequestTimeoutError: ["xrpc/errors/TimeoutError", "TimeoutError"],
  SDKError: ["xrpc/errors/XrpcError", "XrpcError"],
  SDKValidationError: ["xrpc/errors/InvalidResponseError", "InvalidResponseError"],
  UnexpectedClientError: ["xrpc/errors/CallError", "CallError"],
};
