import { after } from "../../../platform/abort/after.ts";
import type { CursorStore } from "../../model/CursorStore.ts";

/** Saves a cursor now and then: the newest one, one at a time. */
export class CursorSaver {
  readonly #store: CursorStore | undefined;
  readonly #every: number;
  readonly #read: () => string | undefined;
  readonly #onFailure: (error: unknown) => void;
  #saved: string | undefined;
  #saving: Promise<void> = Promise.resolve();
  #cancel: (() => void) | undefined;
  #isOver = false;

  /** @param read the cursor as it is now */
  constructor(
    store: CursorStore | undefined,
    every: number,
    read: () => string | undefined,
    onFailure: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#every = every;
    this.#read = read;
    this.#onFailure = onFailure;
  }

  /** The cursor has moved. */
  touch(): void {
    if (!this.#store || this.#cancel || this.#isOver) return;
    this.#cancel = after(this.#every, undefined, () => {
      void this.#save().then(
        () => {
          this.#cancel = undefined;
          // It may have moved meanwhile.
          if (this.#read() !== this.#saved) this.touch();
        },
        (error: unknown) => {
          this.#cancel = undefined;
          this.#onFailure(error);
        },
      );
    });
  }

  /** Saves what is not saved yet. @throws {unknown} what the store throws */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#cancel?.();
    await this.#saving.catch(() => {});
    await this.#save();
  }

  #save(): Promise<void> {
    const save = async (): Promise<void> => {
      const cursor = this.#read();
      if (!this.#store || cursor === undefined || cursor === this.#saved) return;
      await this.#store.save(cursor);
      this.#saved = cursor;
    };
    this.#saving = save();
    return this.#saving;
  }
}
