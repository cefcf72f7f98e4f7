/** Of operations that an account's own server answers, whatever its client has it pass on. For generated code. */
export function viaHome(): false {
  return false;
}
