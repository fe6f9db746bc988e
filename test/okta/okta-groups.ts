import {
  failure,
  patchUrn,
  task,
  type Exchange,
  type Flavour,
  type Outcome,
  type Send,
} from './transport.ts';

const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export interface Member {
  readonly value: string;
  readonly display: string;
}

/** Group Push: test apps send PATCH, apps from the wizard read the group and PUT it whole. */
export function createOktaGroups(flavour: Flavour, send: Send) {
  const patch = (traffic: Exchange[], id: string, Operations: readonly object[]): Promise<Exchange> =>
    send(traffic, 'PATCH', `/Groups/${id}`, { schemas: [patchUrn], Operations });

  const reconcileName = (id: string, displayName: string): object => ({
    op: 'replace',
    value: { id, displayName },
  });

  async function putGroup(
    traffic: Exchange[],
    id: string,
    group: { displayName: string; members: readonly Member[] },
  ) {
    await send(traffic, 'GET', `/Groups/${id}`);
    return send(traffic, 'PUT', `/Groups/${id}`, { schemas: [groupUrn], id, ...group });
  }

  const concluded = (last: Exchange, says: string, id: string): Omit<Outcome, 'traffic'> =>
    last.status === 200 || last.status === 204 ? { ok: true, says, id } : failure(last);

  return {
    pushGroup: (displayName: string, members: readonly Member[]): Promise<Outcome> =>
      task(async (traffic) => {
        const filter = encodeURIComponent(`displayName eq ${JSON.stringify(displayName)}`);
        const found = await send(traffic, 'GET', `/Groups?filter=${filter}&startIndex=1&count=100`);
        if (found.status !== 200) return failure(found);
        const [known] = found.body.Resources ?? [];
        const first = flavour === 'aiw' ? members : [];
        const made = known
          ? undefined
          : await send(traffic, 'POST', '/Groups', { schemas: [groupUrn], displayName, members: first });
        if (made && made.status !== 201) return failure(made);
        const id = String(known?.id ?? made?.body.id);
        const last =
          flavour === 'aiw'
            ? await putGroup(traffic, id, { displayName, members })
            : await patch(traffic, id, [
                { op: 'add', path: 'members', value: members },
                reconcileName(id, displayName),
              ]);
        return concluded(last, known ? 'linked to the existing group' : 'group pushed', id);
      }),

    renameGroup: (id: string, displayName: string, members: readonly Member[]): Promise<Outcome> =>
      task(async (traffic) => {
        const last =
          flavour === 'aiw'
            ? await putGroup(traffic, id, { displayName, members })
            : await patch(traffic, id, [reconcileName(id, displayName)]);
        return concluded(last, 'group renamed', id);
      }),

    removeMember: (
      id: string,
      displayName: string,
      gone: Member,
      left: readonly Member[],
    ): Promise<Outcome> =>
      task(async (traffic) => {
        const last =
          flavour === 'aiw'
            ? await putGroup(traffic, id, { displayName, members: left })
            : await patch(traffic, id, [
                { op: 'remove', path: `members[value eq "${gone.value}"]` },
                reconcileName(id, displayName),
              ]);
        return concluded(last, 'member removed', id);
      }),

    /** "Push Now": exactly these members. */
    pushNow: (id: string, displayName: string, members: readonly Member[]): Promise<Outcome> =>
      task(async (traffic) => {
        const last =
          flavour === 'aiw'
            ? await putGroup(traffic, id, { displayName, members })
            : await patch(traffic, id, [
                { op: 'replace', path: 'members', value: members },
                reconcileName(id, displayName),
              ]);
        return concluded(last, 'group overwritten', id);
      }),

    /** Unlink with "delete the group in the target app". */
    deleteGroup: (id: string): Promise<Outcome> =>
      task(async (traffic) => concluded(await send(traffic, 'DELETE', `/Groups/${id}`), 'group deleted', id)),
  };
}
