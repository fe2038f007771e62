import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { PROCESS_SPACE, processExists } from './process-space';

/** How often a process writes its marks anew, in ms. */
const BEAT = 60_000;
/** A mark that was not written for so long, in ms, is taken for that of a dead process. Ten beats may be missed. */
const STALE_AFTER = 600_000;

/**
 * A file that says that its maker is alive: written anew each minute, removed at the end. Its time of modification is the
 * heartbeat. It is compared only with that of another mark just written, so both come from the clock of the file system,
 * and clocks of machines that share a volume need not agree.
 */
export class Mark {
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private readonly content: string,
  ) {
    this.timer = setInterval(() => void this.beat().catch(() => {}), BEAT);
    this.timer.unref();
  }

  /** @throws the system's error, EEXIST if there is such a file */
  static async make(file: string): Promise<Mark> {
    const handle = await open(file, 'wx');
    const mark = new Mark(file, handle, `${PROCESS_SPACE} ${process.pid} ${randomBytes(8).toString('hex')}\n`);
    await mark.beat().catch(async (error: unknown) => {
      await mark.remove();
      throw error;
    });
    return mark;
  }

  /**
   * Makes a mark that only one process has. If the one that is there is of a dead process, it is replaced; should two
   * processes replace it at once, both may believe that they have it, for what happens under it must bear that.
   * @returns undefined if another process has it
   */
  static async makeOnly(file: string): Promise<Mark | undefined> {
    try {
      return await Mark.make(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const candidate = `${file}.${randomBytes(4).toString('hex')}`;
    const mark = await Mark.make(candidate);
    try {
      if (!(await isAlive(file, await mark.time()))) {
        await rename(candidate, file);
        clearInterval(mark.timer);
        return new Mark(file, mark.handle, mark.content);
      }
    } catch (error) {
      await mark.remove();
      throw error;
    }
    await mark.remove();
    return undefined;
  }

  /** When it was last written, by the clock of the file system, in ms. */
  async time(): Promise<number> {
    return (await this.handle.stat()).mtimeMs;
  }

  /** Leaves the file where it is if by now it is another's. */
  async remove(): Promise<void> {
    clearInterval(this.timer);
    await this.handle.close();
    const present = await readFile(this.file, 'utf8').catch(() => '');
    if (present === this.content || present === '') await rm(this.file, { force: true });
  }

  private async beat(): Promise<void> {
    await this.handle.write(this.content, 0);
  }
}

/**
 * Whether the maker of a mark may still be at work. A process that is known to be gone is not; one of which nothing can be
 * known (another machine, another container) is until its mark is stale.
 * @param now by the clock of the file system, in ms
 */
export async function isAlive(file: string, now: number): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (now - mtimeMs > STALE_AFTER) return false;
    const [space, pid] = (await readFile(file, 'utf8')).split(' ');
    return space !== PROCESS_SPACE || processExists(Number(pid));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
