/** What the service refuses a request with: an XRPC error. */
export class VideoError extends Error {
  /** The HTTP status. */
  readonly status: number;
  /** The name of the error. */
  readonly error: string;

  constructor(status: number, error: string, message: string) {
    super(message);
    this.status = status;
    this.error = error;
  }
}
