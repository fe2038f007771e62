import { LocalPlatform } from '../../src/platform/local';
import type { Account } from '../../src/report/account';

/** A local platform that keeps everything it is told, and prints nothing. */
export class RecordingPlatform extends LocalPlatform {
  readonly infos: string[] = [];
  readonly warnings: string[] = [];
  readonly errors: string[] = [];
  readonly masked: string[] = [];
  readonly outputs: Record<string, string> = {};
  summary = '';
  last = '';

  override info(message: string): void {
    this.infos.push(message);
  }

  override warn(message: string): void {
    this.warnings.push(message);
  }

  override error(message: string): void {
    this.errors.push(message);
  }

  override account({ last }: Account): void {
    this.last = last;
  }

  override mask(secret: string): void {
    this.masked.push(secret);
  }

  override async setOutputs(outputs: Readonly<Record<string, string>>): Promise<void> {
    Object.assign(this.outputs, outputs);
  }

  override async writeSummary(markdown: string): Promise<void> {
    this.summary = markdown;
  }
}
