/**
 * A SAN of three hosts on which a sequential reader fills the queue of a LUN beside databases, and
 * then a host dies: for the picture of storage.
 */
export function fullQueue(): string {
  return `vdcsim: 1
name: A scan beside databases
about: Who fills the queue?
start: 2012-03-05 10:00
duration: 1 h
storage:
  switches: [{ name: fcsw1, fabric: red }, { name: fcsw2, fabric: blue }]
  arrays:
    - name: array1
      controllers:
        - { name: spa, ports: [{ name: p0, cabledTo: fcsw1 }, { name: p1, cabledTo: fcsw2 }] }
        - { name: spb, ports: [{ name: p0, cabledTo: fcsw1 }, { name: p1, cabledTo: fcsw2 }] }
      raidGroups:
        - { name: rg1, spindles: 10, diskClass: fc-15k, raid: raid5 }
        - { name: rg2, spindles: 14, diskClass: fc-15k, raid: raid10 }
      luns:
        - { name: lun01..02, size: 500 GiB, raidGroup: rg1 }
        - { name: lun03..05, size: 500 GiB, raidGroup: rg2 }
  datastores: [{ name: ds01..05, lun: lun01..05 }]
hosts:
  - name: esx01..03
    platform: esx41
    memory: 32 GiB
    hbas: [{ name: vmhba1, cabledTo: fcsw1 }, { name: vmhba2, cabledTo: fcsw2 }]
workloads:
  - name: oltp
    kind: steady
    demand: { cpu: 30%, io: { read: 60 iops, write: 25 iops, blockSize: 8 KiB, random: 100% } }
  - name: files
    kind: steady
    demand: { cpu: 10%, io: { read: 3 MB/s, write: 1 MB/s, blockSize: 64 KiB, random: 40% } }
  - name: scan
    kind: steady
    demand: { cpu: 20%, io: { read: 60 MB/s, blockSize: 64 KiB, random: 0%, outstanding: 32 } }
vms:
  - name: db01..09
    memory: 2 GiB
    disks: [{ size: 20 GiB }]
    datastore: ds01..05
    host: esx01..03
    workload: oltp
  - name: file01..08
    memory: 1 GiB
    disks: [{ size: 40 GiB }]
    datastore: ds02..05
    host: esx01..03
    workload: files
  - name: report01..02
    memory: 2 GiB
    disks: [{ size: 60 GiB }]
    datastore: ds01
    host: esx01..02
    workload: scan
timeline:
  - { at: 10:30, fail: esx03, note: Mainboard }
`;
}
