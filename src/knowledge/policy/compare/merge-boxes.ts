/** A set of points that is a product: for each side the values it may have, as bits. */
export interface Box {
  readonly sides: readonly number[];
  /** What the box is made of. */
  readonly cells: readonly number[];
}

/**
 * The same points in fewer boxes, no two of which share a point: boxes that differ in one side only become one. Sides that
 * stand last are joined first.
 */
export function mergeBoxes(boxes: readonly Box[]): readonly Box[] {
  let now = boxes;
  for (;;) {
    let merged = now;
    const sides = now[0]?.sides.length ?? 0;
    for (let side = sides - 1; side >= 0; side -= 1) merged = mergeAlong(merged, side);
    if (merged.length === now.length) return merged;
    now = merged;
  }
}

function mergeAlong(boxes: readonly Box[], side: number): readonly Box[] {
  const others = ({ sides }: Box): string => sides.toSpliced(side, 1).join(' ');
  return [...Map.groupBy(boxes, others).values()].map((group): Box => {
    const [first] = group;
    if (!first || group.length === 1) return group[0] as Box; // a group has at least one
    const bits = group.reduce((all, { sides }) => all | (sides[side] ?? 0), 0);
    return {
      sides: first.sides.with(side, bits),
      cells: group.flatMap(({ cells }) => cells),
    };
  });
}
