/**
 * W2 through the public face: closed jobs in VMs, metrics recorded and handed to a listener.
 *
 *     w2 HOSTS TASKS CORES
 */
import { measureTasks, tasksScenario, tasksVmsPerHost } from './tasks.ts';

const hosts = Number(process.argv[2]);
const tasks = Number(process.argv[3]);
const cores = Number(process.argv[4]);

const whole = tasks - (tasks % (tasksVmsPerHost * hosts));
measureTasks(() => tasksScenario(hosts, tasks, cores), whole, 1, 100);
