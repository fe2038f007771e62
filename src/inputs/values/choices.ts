/** What is asked of the golden texts, in this order: each layer sees what those before it cannot. */
export const LAYERS = ['sanity', 'identity', 'neighbourhood', 'required', 'distribution'] as const;

export type Layer = (typeof LAYERS)[number];

/** Among what the neighbours of a golden text are searched: the other golden texts, or all records of the corpus. */
export const NEIGHBOUR_SOURCES = ['golden', 'corpus'] as const;

export type NeighbourSource = (typeof NEIGHBOUR_SOURCES)[number];

/** What `prune-classes` can name. */
export const PRUNE_CLASSES = ['corrupt', 'orphaned', 'undated'] as const;

export type PruneClass = (typeof PRUNE_CLASSES)[number];

/** What jobs may run on, by the first word of a device's name. */
export const DEVICE_KINDS = ['cpu', 'cuda', 'webgpu'] as const;

export type DeviceKind = (typeof DEVICE_KINDS)[number];
