// The part of Swagger UI that the reference uses. It comes as one script without types.
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  /** React's, of the copy inside the script: elements of another copy are none to it. */
  type CreateElement = (type: unknown, props: object | null, ...children: unknown[]) => unknown;

  interface System {
    React: { createElement: CreateElement };
    getComponent(name: string, container?: boolean): unknown;
    authActions: { authorize(credentials: Record<string, { name: string; schema: object; value: string }>): void };
    layoutActions: { show(path: readonly string[], isShown: boolean): void };
  }

  type Show = (path: readonly string[], isShown: boolean) => unknown;

  interface Plugin {
    fn?: { resolveSubtree(document: unknown, path: readonly string[]): Promise<{ spec: unknown; errors: readonly unknown[] }> };
    components?: Record<string, (props: Record<string, unknown>) => unknown>;
    wrapComponents?: Record<string, (original: unknown) => (props: Record<string, unknown>) => unknown>;
    statePlugins?: { layout: { wrapActions: { show: (original: Show) => Show } } };
  }

  interface Options {
    domNode: HTMLElement;
    spec: object;
    layout: string;
    plugins: ((system: System) => Plugin)[];
    responseInterceptor?: (response: { body?: unknown }) => object;
    [option: string]: unknown;
  }

  export default function SwaggerUI(options: Options): System;
}
