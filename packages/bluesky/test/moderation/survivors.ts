/** A mutant that nothing notices, and why nothing could. */
export interface Survivor {
  readonly file: string;
  readonly was: string;
  readonly is: string;
  readonly reason: string;
}

/** Mutants that are no different to whoever calls. `mutants.ts` fails on others. */
export const survivors: readonly Survivor[] = [
  {
    file: "decide/createModeration.ts",
    was: ">",
    is: ">=",
    reason: "muted words that are none find nothing, prepared or not",
  },
  {
    file: "decide/createModeration.ts",
    was: "mutedWords.length > 0",
    is: "true",
    reason: "muted words that are none find nothing, prepared or not",
  },
  {
    file: "decide/moderateCreated.ts",
    was: 'list.uri.split("/")[2] ?? ""',
    is: 'list.uri.split("/")[2]',
    reason: "every at-uri has an authority: the rest is for the types",
  },
  {
    file: "decide/moderateCreated.ts",
    was: '""',
    is: '"~"',
    reason: "every at-uri has an authority: the rest is for the types",
  },
  {
    file: "decide/moderateMessage.ts",
    was: "{ did, viewer: options.sender?.viewer, labels: options.sender?.labels }",
    is: "{viewer: options.sender?.viewer, labels: options.sender?.labels}",
    reason: "the DID is that of the scope; muted words ask the author for `viewer` alone",
  },
  {
    file: "decide/moderateMessage.ts",
    was: '""',
    is: '"~"',
    reason: "a message has no record and no at-uri, and its own words are not looked at",
  },
  {
    file: "decide/moderateMessage.ts",
    was: '{ uri: "", author, record: undefined, embed }',
    is: '{uri: "", record: undefined, embed}',
    reason: "a message has no record and no at-uri, and its own words are not looked at",
  },
  {
    file: "decide/moderateMessage.ts",
    was: '{ uri: "", author, record: undefined, embed }',
    is: '{uri: "", author, embed}',
    reason: "a message has no record and no at-uri, and its own words are not looked at",
  },
  {
    file: "decide/moderateMessage.ts",
    was: '{ uri: "", author, record: undefined, embed }',
    is: "{author, record: undefined, embed}",
    reason: "a message has no record and no at-uri, and its own words are not looked at",
  },
  {
    file: "decide/moderateRecord.ts",
    was: '""',
    is: '"~"',
    reason: "a text for people, or the rest of an at-uri that has no authority",
  },
  {
    file: "decide/moderateRecord.ts",
    was: 'uri.split("/")[2] ?? ""',
    is: 'uri.split("/")[2]',
    reason: "every at-uri has an authority: the rest is for the types",
  },
  {
    file: "decide/moderateRecord.ts",
    was: "{ src: did, uri, val: textOf(val) }",
    is: "{src: did, val: textOf(val)}",
    reason: "what is on the record is known by where it stands: nobody reads its at-uri",
  },
  {
    file: "decide/moderateRecord.ts",
    was: "{ did, viewer: author?.viewer, labels: [...onAccount, ...(author?.labels ?? [])] }",
    is: "{viewer: author?.viewer, labels: [...onAccount, ...(author?.labels ?? [])]}",
    reason: "the DID is that of the scope",
  },
  {
    file: "decide/moderateRecord.ts",
    was: '"the check of labels was aborted"',
    is: '"~"',
    reason: "a text for people, or the rest of an at-uri that has no authority",
  },
  { file: "decide/ModerationDecision.ts", was: "false", is: "undefined", reason: "read as a condition alone" },
  {
    file: "decide/toLabelCause.ts",
    was: '"blur"',
    is: '"~"',
    reason: "what covers an account's page also covers its content: one of the two is enough",
  },
  { file: "explain/labelStrings.ts", was: "1", is: "2", reason: "compared with what was cut in the same way" },
  {
    file: "filter/moderateItems.ts",
    was: '"drop"',
    is: '"~"',
    reason: "whatever is not `mark`; and a decision without causes is nobody's",
  },
  {
    file: "filter/moderateItems.ts",
    was: '""',
    is: '"~"',
    reason: "whatever is not `mark`; and a decision without causes is nobody's",
  },
  {
    file: "filter/moderateItems.ts",
    was: "false",
    is: "true",
    reason: "without causes it does not matter whose it is",
  },
  {
    file: "filter/moderateView.ts",
    was: '"record"',
    is: '"~"',
    reason: "no view with a record has another view in it",
  },
  {
    file: "labels/activeLabels.ts",
    was: '""',
    is: '"~"',
    reason: "stands for what is not there, the same for all; no label is from 1970",
  },
  {
    file: "labels/activeLabels.ts",
    was: "0",
    is: "1",
    reason: "stands for what is not there, the same for all; no label is from 1970",
  },
  { file: "labels/isActive.ts", was: "<=", is: "<", reason: "one millisecond" },
  {
    file: "settings/age/decideAgeAccess.ts",
    was: '"unknown"',
    is: '"~"',
    reason: "for rules that are not as their lexicon says: no rule of an unknown kind applies",
  },
  {
    file: "settings/age/decideAgeAccess.ts",
    was: 'rule.access ?? "unknown"',
    is: "rule.access",
    reason: "for rules that are not as their lexicon says: no rule of an unknown kind applies",
  },
  {
    file: "settings/age/decideAgeAccess.ts",
    was: '""',
    is: '"~"',
    reason: "for rules that are not as their lexicon says: no rule of an unknown kind applies",
  },
  { file: "settings/age/decideAgeAccess.ts", was: "false", is: "undefined", reason: "read as a condition alone" },
  {
    file: "settings/readModerationPreferences.ts",
    was: '""',
    is: '"~"',
    reason: "its lexicon requires it: for the types",
  },
  {
    file: "words/embeds.ts",
    was: 'isA(embed, "recordWithMedia")',
    is: "true",
    reason: "other embeds have no such member",
  },
  { file: "words/embeds.ts", was: 'isA(media, "gallery")', is: "true", reason: "other embeds have no such member" },
  { file: "words/embeds.ts", was: 'isA(media, "external")', is: "true", reason: "other embeds have no such member" },
  { file: "words/MutedWords.ts", was: "continue;", is: ";", reason: "takes longer, and finds the same" },
  {
    file: "words/MutedWords.ts",
    was: "1",
    is: "2",
    reason: "an end before the first word, or a word of two letters that has to stand alone anyway",
  },
  { file: "words/MutedWords.ts", was: "||", is: "&&", reason: "takes longer, and finds the same" },
  { file: "words/MutedWords.ts", was: ">", is: ">=", reason: "takes longer, and finds the same" },
  { file: "words/MutedWords.ts", was: "content.size > 0", is: "true", reason: "takes longer, and finds the same" },
  {
    file: "words/MutedWords.ts",
    was: "PLAIN.test(word) || !PUNCTUATION.test(word)",
    is: "false",
    reason: "takes longer, and finds the same",
  },
  {
    file: "words/MutedWords.ts",
    was: "PUNCTUATION.test(trimmed)",
    is: "true",
    reason: "takes longer, and finds the same",
  },
  {
    file: "words/MutedWords.ts",
    was: "false",
    is: "undefined",
    reason: "read as a condition alone; of shapes: all are looked up, which only takes longer",
  },
  { file: "words/MutedWords.ts", was: ">=", is: ">", reason: "one millisecond" },
  { file: "words/MutedWords.ts", was: "<=", is: "<", reason: "one millisecond" },
  { file: "words/MutedWords.ts", was: "65_536", is: "NaN", reason: "takes longer, and finds the same" },
  { file: "words/MutedWords.ts", was: "0", is: "1", reason: "takes longer, and finds the same" },
  { file: "words/MutedWords.ts", was: "+", is: "-", reason: "takes longer, and finds the same" },
  {
    file: "words/MutedWords.ts",
    was: "word.charCodeAt(0) + word.length * 65_536",
    is: "undefined",
    reason: "read as a condition alone; of shapes: all are looked up, which only takes longer",
  },
  {
    file: "words/parts.ts",
    was: '""',
    is: '"~"',
    reason: "stands for what is no text: only a muted word that is the same would find it",
  },
];
