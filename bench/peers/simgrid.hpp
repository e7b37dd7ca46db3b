// What the workloads of SimGrid's side have in common: random numbers, and what is printed.
#pragma once

#include <simgrid/s4u.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <sys/resource.h>
#include <vector>

namespace s4u = simgrid::s4u;

/// Stream of one entity: xorshift32, seeded with its number.
class Stream {
  uint32_t state_;

public:
  explicit Stream(uint32_t entity) : state_((entity + 1U) * 2654435761U) {}

  double uniform()
  {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ / 4294967296.0;
  }

  double exponential() { return -std::log(uniform()); }
};

inline std::vector<Stream> streams_for(long count)
{
  std::vector<Stream> streams;
  streams.reserve(count);
  for (long entity = 0; entity < count; entity++)
    streams.emplace_back(static_cast<uint32_t>(entity));
  return streams;
}

/// Runs the simulation and prints what it took. `check` is read after the run.
inline void run_and_report(s4u::Engine& engine, long operations, const double& check)
{
  const auto wall_start = std::chrono::steady_clock::now();
  const auto cpu_start  = std::clock();
  engine.run();
  const double cpu = static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - wall_start;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"check\":%.17g,\"operations\":%ld,\"cpuSeconds\":%.6f,\"wallSeconds\":%.6f,"
              "\"peakRssMiB\":%.1f}\n",
              check, operations, cpu, wall.count(), usage.ru_maxrss / 1024.0);
}

constexpr int vms_per_host = 10;

/// W3: flows of all VMs through two paths a host and one array.
void flows_over_array(s4u::Engine& engine, long hosts, long flows);

/// W5: flows with weights and caps through adapters, ports and groups.
void flows_over_groups(s4u::Engine& engine, long hosts, long flows);
