/** Listens to what is printed, until its end. */
export function watchOutput(): { end(): string } {
  let text = "";
  const streams = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream;
    stream.write = function (this: typeof stream, ...of: Parameters<typeof write>): boolean {
      text += of[0];
      return write.apply(stream, of);
    } as typeof write; // it has overloads
    return () => {
      stream.write = write;
    };
  });
  return {
    end() {
      for (const restore of streams) restore();
      return text;
    },
  };
}
