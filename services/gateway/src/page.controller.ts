import { Controller, Get, Header, HttpCode, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { docsPage } from './docs-page.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

/** What is neither a command nor a query: health, and the interface's own description. */
@Controller()
export class PageController {
  private description: unknown;
  private busDescription: unknown;
  private carrierDescription: unknown;
  private docs: string | undefined;

  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  @Get('health/live')
  live(): object {
    return { status: 'live' };
  }

  @Get('health/ready')
  @HttpCode(200)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const reasons = await this.parts.notReady();
    if (reasons.length > 0) reply.code(503).header('retry-after', '1');
    return { status: reasons.length === 0 ? 'ready' : 'waiting', reasons };
  }

  @Get('openapi.json')
  async openApi(): Promise<unknown> {
    const { openApi } = await import('./open-api.ts');
    this.description ??= openApi();
    return this.description;
  }

  /** For whoever builds a carrier's side: as public as the rest of the description. */
  @Get('partner/openapi.json')
  async carrierApi(): Promise<unknown> {
    const { carrierApi } = await import('./carrier-api.ts');
    this.carrierDescription ??= carrierApi();
    return this.carrierDescription;
  }

  @Get('asyncapi.json')
  async asyncApi(): Promise<unknown> {
    const { asyncApi } = await import('./async-api.ts');
    this.busDescription ??= asyncApi();
    return this.busDescription;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  page(): string {
    this.docs ??= docsPage();
    return this.docs;
  }
}
