import { type Backlog, backlog, Database } from '@fagtorg/core';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';

/** For those who keep the process running. Readiness does not depend on the queue: what waits in the outbox waits safely. */
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  /** What an operator wants to know: how much is waiting, and how much needs a hand (`fagtorg outbox`). */
  @Get()
  async overview(): Promise<{ status: string; outbox: Backlog }> {
    const outbox = await this.database.asMatcher(backlog);
    return { status: outbox.parked > 0 ? 'some requests are parked' : 'ok', outbox };
  }

  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(): Promise<{ status: string }> {
    try {
      await this.database.ping();
    } catch (cause) {
      throw new ServiceUnavailableException({ status: 'the database does not answer' }, { cause });
    }
    return { status: 'ok' };
  }
}
