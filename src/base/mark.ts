import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { PROCESS_SPACE, processExists } from './process-space';

/** Interval at which a process rewrites its marks, in ms. */
const BEAT = 60_000;
/** A mark not written for this long, in ms, counts as a dead process's: ten missed beats. */
const STALE_AFTER = 600_000;

/**
 * A file that shows that its maker is alive: rewritten each minute, removed at the end. Its modification time is the
 * heartbeat. It is compared only with that of a mark just written, so both come from the clock of the file system, and
 * machines that share a volume need no synchronized clocks.
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

  /** @throws the system's error, EEXIST if the file exists */
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
   * Makes a mark that only one process holds. Replaces the mark of a dead process. If two processes replace it at once,
   * both may believe that they hold it: work done under the mark must tolerate that.
   * @returns undefined if another process holds it
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

  /** Returns the time of the last write, by the clock of the file system, in ms. */
  async time(): Promise<number> {
    return (await this.handle.stat()).mtimeMs;
  }

  /** Leaves the file in place if another process has replaced it. */
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
 * Returns whether the maker of a mark may still be running. A process of this process space can be looked up; one of another
 * machine or container counts as running until its mark is stale.
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
