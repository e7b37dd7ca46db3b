// SimGrid's side of the race, on its public S4U interface.
//
//   simgrid w1 PENDING EVENTS          kernel timers: the cheapest events that SimGrid has
//   simgrid w2 HOSTS TASKS CORES       tasks and pauses of ten VMs a host, one actor for each VM
//   simgrid w3 HOSTS FLOWS           flows through two paths a host and one array
//   simgrid w4 HOSTS PERIODS [METHOD]  a day of demands; hosts take turns 10 ms apart
//   simgrid w5 HOSTS FLOWS           weighted flows through adapters, ports and groups
//   simgrid version                    of SimGrid
//
// SimGrid solves everything that changes at one instant as one system, which costs it the square
// of the number of hosts, so w4 lets no two hosts change at one instant: its best case.
//
// METHOD says how w4 knows the work that was served:
//   load       what the host runs at the end of a period, times its length; a read a host
//   remaining  what each execution has left when it is cancelled; a read a VM
//   none       not at all, to tell what reading costs
// The three simulate the same. `load` is raced. `remaining` is for checking `load`, once.
//
// Prints one line of JSON. Time is CPU time of the run phase, without building the platform.
#include "simgrid.hpp"

#include <simgrid/kernel/Timer.hpp>
#include <simgrid/version.h>

#include <cstdlib>
#include <string>

// W1: every entity sets its next timer when one fires, until enough were set. A timer's closure
// holds one pointer, so that it is stored in place.
static long unset_timers   = 0;
static double last_seconds = 0;

static void set_timer(Stream* stream)
{
  const double at = s4u::Engine::get_clock() + stream->exponential();
  simgrid::kernel::timer::Timer::set(at, [stream] {
    if (unset_timers > 0) {
      unset_timers--;
      set_timer(stream);
    } else {
      last_seconds = s4u::Engine::get_clock();
    }
  });
}

static void timers(s4u::Engine& engine, long pending, long events)
{
  auto* zone = s4u::create_star_zone("root");
  auto* host = zone->create_host("host", 1e9);
  zone->seal();
  auto streams = streams_for(pending);
  unset_timers = events - pending;
  // Timers fire only while an actor lives. This one wakes once, when all is over.
  s4u::Actor::create("keeper", host, [&streams] {
    for (auto& stream : streams)
      set_timer(&stream);
    s4u::this_actor::sleep_for(1e7);
  });
  run_and_report(engine, events, last_seconds);
}

// W2: every VM runs a task, pauses, and runs the next. VMs share the cores of their host.
constexpr double task_cycles = 1e9;

static void tasks(s4u::Engine& engine, long hosts, long all_tasks, int cores)
{
  constexpr long vms = vms_per_host;
  auto* zone         = s4u::create_star_zone("root");
  auto streams       = streams_for(hosts * vms);
  const long each    = all_tasks / (hosts * vms);
  double sum         = 0;
  for (long number = 0; number < hosts; number++) {
    auto* host = zone->create_host("host" + std::to_string(number), task_cycles);
    host->set_core_count(cores);
    for (long vm = number * vms; vm < (number + 1) * vms; vm++)
      s4u::Actor::create("vm", host, [&sum, each, stream = &streams[vm]] {
        for (long task = 0; task < each; task++) {
          s4u::this_actor::execute(task_cycles * stream->exponential());
          sum += s4u::Engine::get_clock();
          s4u::this_actor::sleep_for(stream->exponential());
        }
      });
  }
  zone->seal();
  run_and_report(engine, each * hosts * vms, sum);
}

enum class Method { load, remaining, none };

constexpr double host_speed      = 8e9;
constexpr double vcpu_speed      = 2e9;
constexpr double period_seconds  = 300;
constexpr double stagger_seconds = 0.01;
constexpr double endless_work    = 1e18;

/// W4 on one host: ten endless executions, replaced by others with new bounds in each period.
static void host_day(long number, long periods, Method method, Stream* streams, double& work)
{
  s4u::Host* host           = s4u::this_actor::get_host();
  const double begin_second = stagger_seconds * static_cast<double>(number);
  std::vector<s4u::ExecPtr> executions(vms_per_host);
  const auto cancel = [&](s4u::ExecPtr& execution) {
    if (method == Method::remaining)
      work += endless_work - execution->get_remaining();
    execution->cancel();
  };
  if (number > 0)
    s4u::this_actor::sleep_until(begin_second);
  for (long period = 0; period < periods; period++) {
    for (int vm = 0; vm < vms_per_host; vm++) {
      if (period > 0)
        cancel(executions[vm]);
      executions[vm] = s4u::this_actor::exec_init(endless_work);
      executions[vm]->set_bound(vcpu_speed * streams[vm].uniform());
      executions[vm]->start();
    }
    s4u::this_actor::sleep_until(begin_second + period_seconds * static_cast<double>(period + 1));
    if (method == Method::load)
      work += host->get_load() * period_seconds;
  }
  for (auto& execution : executions)
    cancel(execution);
}

static void trace_day(s4u::Engine& engine, long hosts, long periods, Method method)
{
  auto* zone = s4u::create_star_zone("root");
  std::vector<s4u::Host*> all;
  for (long number = 0; number < hosts; number++)
    all.push_back(zone->create_host("host" + std::to_string(number), host_speed));
  zone->seal();
  auto streams = streams_for(hosts * vms_per_host);
  double work  = 0;
  for (long number = 0; number < hosts; number++)
    s4u::Actor::create("day", all[number], [&, number] {
      host_day(number, periods, method, &streams[number * vms_per_host], work);
    });
  run_and_report(engine, hosts * vms_per_host * periods, work);
}

int main(int argc, char** argv)
{
  if (argc == 2 && std::string(argv[1]) == "version") {
    std::printf("%d.%d\n", SIMGRID_VERSION_MAJOR, SIMGRID_VERSION_MINOR);
    return 0;
  }
  s4u::Engine engine(&argc, argv);
  if (argc < 4) {
    std::fprintf(stderr, "usage: simgrid w1 PENDING EVENTS | w2 HOSTS TASKS CORES | w3 HOSTS FLOWS | "
                         "w4 HOSTS PERIODS [METHOD] | w5 HOSTS FLOWS\n");
    return 2;
  }
  const std::string workload = argv[1];
  const std::string method   = argc > 4 ? argv[4] : "load";
  const long size            = std::atol(argv[2]);
  const long length          = std::atol(argv[3]);
  if (workload == "w1")
    timers(engine, size, length);
  else if (workload == "w2")
    tasks(engine, size, length, argc > 4 ? std::atoi(argv[4]) : 4);
  else if (workload == "w3")
    flows_over_array(engine, size, length);
  else if (workload == "w5")
    flows_over_groups(engine, size, length);
  else if (method == "remaining")
    trace_day(engine, size, length, Method::remaining);
  else
    trace_day(engine, size, length, method == "none" ? Method::none : Method::load);
  return 0;
}
