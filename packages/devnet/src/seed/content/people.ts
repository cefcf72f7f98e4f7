import type { Look } from "../pictures/drawAvatar.ts";
import type { Landscape } from "../pictures/drawLandscape.ts";

/** Somebody who lives on the network. The handle is the name with `.test`. */
export interface Person {
  name: string;
  displayName: string;
  /** Text of the profile. */
  description: string;
  look: Look | "machine";
  banner?: Pick<Landscape, "scene" | "light">;
  pronouns?: string;
  website?: string;
  /** Labels that people put on their own accounts. */
  selfLabels?: string[];
  /** How readily others like what they write, 0 to 1. */
  popularity: number;
}

/** Everybody, in the order in which they joined. */
export const people: readonly Person[] = [
  {
    name: "alice",
    displayName: "Alice Okafor 🌿",
    description: "Botanical illustrator. An allotment, two cats, too many seed packets.\nLagos → Lisbon → here.",
    look: { skin: 4, hair: 0, long: true, glasses: true },
    banner: { scene: "meadow", light: "day" },
    pronouns: "she/her",
    website: "https://alice.example/drawings",
    popularity: 0.62,
  },
  {
    name: "bob",
    displayName: "Bob Lindqvist",
    description: "I keep old ferries running. Bread on Sundays. Opinions about grease.",
    look: { skin: 0, hair: 2 },
    banner: { scene: "sea", light: "dawn" },
    popularity: 0.4,
  },
  {
    name: "carol",
    displayName: "Carol Menéndez",
    description: "Transit planner. Bus stops are the smallest public buildings we have. También en español.",
    look: { skin: 2, hair: 1, long: true },
    banner: { scene: "city", light: "dusk" },
    pronouns: "she/they",
    popularity: 0.5,
  },
  {
    name: "dan",
    displayName: "Dan Whitlock",
    description: "Retired geography teacher. Birds before breakfast, maps after.",
    look: { skin: 1, hair: 3, glasses: true },
    banner: { scene: "forest", light: "dawn" },
    popularity: 0.3,
  },
  {
    name: "erin",
    displayName: "Erin Ní Bhriain",
    description: "Systems administrator, so mostly I wait. Gaeilge & coffee & backups (tested).",
    look: { skin: 0, hair: 4, long: true },
    banner: { scene: "hills", light: "dusk" },
    website: "https://erin.example",
    popularity: 0.45,
  },
  {
    name: "farid",
    displayName: "Farid Rahmani",
    description: "Amateur astronomer, professional dentist. آسمان شب 🔭",
    look: { skin: 2, hair: 0, glasses: true },
    banner: { scene: "hills", light: "night" },
    popularity: 0.35,
  },
  {
    name: "grace",
    displayName: "Grace Liu 刘恩慈",
    description: "Compilers by day, dumplings by night. 写代码，包饺子。",
    look: { skin: 1, hair: 0, long: true },
    banner: { scene: "city", light: "night" },
    pronouns: "she/her",
    website: "https://grace.example/notes",
    popularity: 0.5,
  },
  {
    name: "haruka",
    displayName: "森 はるか",
    description: "フィルムカメラとローカル線。Film cameras and branch lines.",
    look: { skin: 1, hair: 1 },
    banner: { scene: "hills", light: "dawn" },
    popularity: 0.45,
  },
  {
    name: "ines",
    displayName: "Inês Carvalho",
    description: "Bióloga marinha. Algas, ondas, relatórios. Seaweed, waves, paperwork.",
    look: { skin: 2, hair: 2, long: true },
    banner: { scene: "sea", light: "day" },
    pronouns: "ela/dela",
    popularity: 0.35,
  },
  {
    name: "jonas",
    displayName: "Jonas Vogel",
    description: "Fahrradkurier und Werkstattkater. Ich repariere, was andere wegwerfen.",
    look: { skin: 0, hair: 1 },
    popularity: 0.25,
  },
  {
    name: "kofi",
    displayName: "Kofi Mensah 🎺",
    description: "Trumpet, mostly in tune. Wednesday nights at the Blue Kettle.",
    look: { skin: 4, hair: 0 },
    banner: { scene: "city", light: "dusk" },
    popularity: 0.4,
  },
  {
    name: "lena",
    displayName: "Олена Шевчук",
    description: "Шахи, переклади, дуже міцний чай. Chess, translations, very strong tea.",
    look: { skin: 0, hair: 2, long: true, glasses: true },
    pronouns: "she/her",
    popularity: 0.3,
  },
  {
    name: "minji",
    displayName: "김민지",
    description: "도자기를 빚습니다. I make pots; some of them survive the kiln.",
    look: { skin: 1, hair: 0, long: true },
    banner: { scene: "meadow", light: "dusk" },
    website: "https://minji.example/shop",
    popularity: 0.4,
  },
  {
    name: "noor",
    displayName: "Noor Haddad نور",
    description: "Librarian. I will find it. أمينة مكتبة",
    look: { skin: 3, hair: 0, long: true },
    banner: { scene: "hills", light: "day" },
    pronouns: "she/her",
    selfLabels: ["!no-unauthenticated"],
    popularity: 0.4,
  },
  {
    name: "weatherbot",
    displayName: "Harbour Weather",
    description: "Automatic readings from the harbour mast, four times a day. Kept running by @bob.test.",
    look: "machine",
    selfLabels: ["bot"],
    popularity: 0.08,
  },
  {
    name: "bestdeals",
    displayName: "💸 BEST DEALS 💸",
    description: "Prices so low we cannot say them here!!!",
    look: { skin: 1, hair: 2 },
    popularity: 0.01,
  },
];
