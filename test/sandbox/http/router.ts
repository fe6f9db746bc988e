import type { Route } from './route.ts';

export interface Match {
  readonly route: Route | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** Verbs that the path has; empty when there is no such path. */
  readonly verbs: readonly string[];
}

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Finds routes by path without regard to case; a literal segment wins over a variable one. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match {
  const byLength = Map.groupBy(routes.map(compile), (compiled) => compiled.segments.length);
  return (method, path) => {
    const segments = path.split('/').filter((segment) => segment !== '');
    const fitting = (byLength.get(segments.length) ?? []).filter((compiled) => fits(compiled, segments));
    const best = fitting.toSorted((a, b) => variables(a) - variables(b))[0];
    const same = fitting.filter((compiled) => best !== undefined && variables(compiled) === variables(best));
    const found = same.find((compiled) => compiled.route.method === method);
    return {
      route: found?.route,
      params: found === undefined ? {} : paramsOf(found, segments),
      verbs: same.map((compiled) => compiled.route.method),
    };
  };
}

function compile(route: Route): Compiled {
  return { route, segments: route.path.split('/').filter((segment) => segment !== '') };
}

function variables(compiled: Compiled): number {
  return compiled.segments.filter(isVariable).length;
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{');
}

function fits(compiled: Compiled, segments: readonly string[]): boolean {
  return compiled.segments.every((wanted, i) => isVariable(wanted) || wanted === segments[i]?.toLowerCase());
}

function paramsOf(compiled: Compiled, segments: readonly string[]): Record<string, string> {
  const pairs = compiled.segments.map(
    (segment, i) => [segment.slice(1, -1), segments[i] ?? '', segment] as const,
  );
  return Object.fromEntries(
    pairs.filter(([, , segment]) => isVariable(segment)).map(([name, value]) => [name, value]),
  );
}
