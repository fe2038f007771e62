/** The layers of validation, in their order: each finds faults that the layers before it cannot. */
export const LAYERS = ['sanity', 'identity', 'neighbourhood', 'required', 'distribution'] as const;

export type Layer = (typeof LAYERS)[number];

/** Texts among which the neighbours of a golden text are searched: the other golden texts, or all records of the corpus. */
export const NEIGHBOUR_SOURCES = ['golden', 'corpus'] as const;

export type NeighbourSource = (typeof NEIGHBOUR_SOURCES)[number];

/** The values of `prune-classes`. */
export const PRUNE_CLASSES = ['corrupt', 'orphaned', 'undated'] as const;

export type PruneClass = (typeof PRUNE_CLASSES)[number];

/** Kinds of devices, by the first word of their names. */
export const DEVICE_KINDS = ['cpu', 'cuda', 'webgpu'] as const;

export type DeviceKind = (typeof DEVICE_KINDS)[number];
