import type { Inputs } from '../inputs';
import type { RunReport } from '../report/run-report';
import { openSession, type Surroundings } from '../session';
import { readGoldenSet, writeGoldenSet } from '../validation/golden-file';
import { GoldenVectors } from '../validation/golden-vectors';

/** Approves the present vectors of the golden texts: finds or computes them and writes them into the golden set. */
export async function approveGoldenSet(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const golden = await readGoldenSet(inputs.goldenSet);
  const session = await openSession(inputs, surroundings);
  try {
    const resolver = session.resolver();
    const vectors = await new GoldenVectors(golden.texts).complete(resolver);
    await session.endIfInterrupted();
    const { fingerprint } = session.model;
    const texts = golden.texts.map((entry) => {
      const vector = vectors.get(entry.text);
      return vector ? { ...entry, approved: { vector, fingerprint, neighbours: [] } } : entry;
    });
    await writeGoldenSet({ ...golden, texts });
    await session.close();
    return session.report({ approved: { path: inputs.goldenSet, texts: texts.length } }, resolver);
  } finally {
    await session.close();
  }
}
