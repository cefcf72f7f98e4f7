/**
 * Every code that an error can have, under the kind that errors of the code are of. Each has a page in `docs/errors`, and its
 * meaning is said at its kind.
 */
export interface ErrorCodes {
  readonly AbortedError: "aborted";
  readonly ActorError: "actor_not_found";
  readonly AuthError:
    | "session_expired"
    | "session_closed"
    | "invalid_session"
    | "invalid_service"
    | "account_mismatch"
    | "store_failed"
    | "store_nonconforming";
  readonly AuthExpiredError: "auth_expired";
  readonly CryptoError: "invalid_key" | "curve_unsupported";
  readonly IdentityError:
    | "invalid_identifier"
    | "unsupported_did_method"
    | "handle_not_found"
    | "handle_conflict"
    | "handle_mismatch"
    | "did_not_found"
    | "invalid_did_document"
    | "no_pds"
    | "resolution_failed";
  readonly InvalidDataError: "invalid_data";
  readonly InvalidOptionError: "invalid_option";
  readonly InvalidRequestError: "invalid_request" | "encoding_required";
  readonly InvalidResponseError: "invalid_response";
  readonly InvalidSyntaxError: "invalid_syntax";
  readonly MediaError:
    | "unreadable_media"
    | "image_unsupported"
    | "image_too_large"
    | "codec_missing"
    | "alt_missing"
    | "video_limit"
    | "email_unverified"
    | "video_failed"
    | "invalid_captions"
    | "card_refused"
    | "card_failed"
    | "card_service_needed"
    | "blob_refused"
    | "blob_mismatch";
  readonly MigrationError:
    | "migration_refused"
    | "migration_journal_invalid"
    | "migration_blobs_missing"
    | "migration_incomplete"
    | "migration_undo_impossible";
  readonly NetworkError: "network_error";
  readonly PlcError: "plc_log_invalid" | "plc_operation_invalid" | "plc_refused";
  readonly PostError:
    | "post_not_found"
    | "draft_not_found"
    | "reply_not_allowed"
    | "quote_not_allowed"
    | "text_too_long";
  readonly PreferencesError: "password_needed" | "change_lost";
  readonly RateLimitedError: "rate_limited";
  readonly RecordsError: "no_repo" | "invalid_record_key" | "wrong_collection" | "wrong_repo";
  readonly RepoError:
    | "car_invalid"
    | "block_mismatch"
    | "block_missing"
    | "stash_exceeded"
    | "commit_invalid"
    | "signature_invalid"
    | "tree_invalid"
    | "record_invalid"
    | "export_invalid"
    | "import_refused";
  readonly ReportError: "report_not_taken";
  readonly ServiceTokenError:
    | "invalid_token"
    | "token_expired"
    | "wrong_audience"
    | "wrong_method"
    | "bad_signature"
    | "token_replayed";
  readonly StreamError:
    | "stream_connection_failed"
    | "stream_refused"
    | "frame_invalid"
    | "frame_too_large"
    | "cursor_future"
    | "cursor_too_old"
    | "cursor_other_origin"
    | "consumer_too_slow"
    | "verification_failed"
    | "handler_failed";
  readonly TimeoutError: "timeout";
  readonly ValidationError: "validation_failed";
  readonly WriteOutcomeUnknownError: "write_outcome_unknown";
  readonly WritePlanError:
    | "invalid_plan"
    | "invalid_checkpoint"
    | "checkpoint_failed"
    | "batch_failed"
    | "write_conflict";
  readonly XrpcError: "xrpc_error";
}

/** The code of an error: a stable, lower-case word. */
export type ErrorCode = ErrorCodes[keyof ErrorCodes];
