// Compares what people type with names: without case, accents or the Polish stroke.

export function folded(text: string): string {
  return text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "").trim();
}

/** Whether every word of `query` begins a word of `name`. */
export function matches(name: string, query: string): boolean {
  const words = folded(name).split(/[\s\-,()/]+/);
  return folded(query)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}
