/** The platform's `fetch`, looked up at each request: programs and tests replace it. */
export const platformFetch: typeof fetch = (input, init) => fetch(input, init);
