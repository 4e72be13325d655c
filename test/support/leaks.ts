const patterns = [
  // Folders of the machines that this was written on, or of anyone's home.
  /(?<![\w./-])\/(?:work|farm|root|home)\/[\w.-]*/g,
  /https?:\/\/(?:registry|deb)\.[\w.-]*/g,
];

/** Machine paths and hosts of package registries in a text; none of them belongs in the repository. */
export function leaksIn(text: string): readonly string[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([leak]) => leak));
}
