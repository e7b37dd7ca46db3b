// W3 and W5 on SimGrid: closed loops of VMs that think, then send a flow to one array. A path, a
// port or a group is a link; a link of the VM's own is a cap. Latencies are 0.
#include "simgrid.hpp"

#include <string>

constexpr double mean_think_seconds = 10;
constexpr double mean_bytes         = 1e9;
constexpr int paths_per_host        = 2;
constexpr int ports                 = 16;
constexpr int groups                = 40;

static s4u::Link* link_of(s4u::NetZone* zone, const std::string& name, double bytes_per_second)
{
  auto* link = zone->create_link(name, bytes_per_second);
  link->set_latency(0.0);
  return link->seal();
}

static void connect(s4u::NetZone* zone, s4u::Host* host, const std::vector<s4u::Link*>& links)
{
  std::vector<s4u::LinkInRoute> route;
  for (auto* link : links)
    route.emplace_back(link);
  zone->add_route(host->get_netpoint(), nullptr, nullptr, nullptr, route, true);
}

/// Paths of all hosts, those of one host side by side.
static std::vector<s4u::Link*> paths_of(s4u::NetZone* zone, long hosts)
{
  std::vector<s4u::Link*> paths;
  for (long path = 0; path < paths_per_host * hosts; path++) {
    const long host       = path / paths_per_host;
    const double capacity = 1e8 * static_cast<double>(1 + (7 * host + 3 * (path % paths_per_host)) % 10);
    paths.push_back(link_of(zone, "path" + std::to_string(path), capacity));
  }
  return paths;
}

static long path_of(long vm)
{
  return paths_per_host * (vm / vms_per_host) + vm % vms_per_host % paths_per_host;
}

/// What one VM sends: a flow of weight w is w equal messages, which share as one of weight w would.
struct Sender {
  s4u::Host* source;
  Stream stream;
  int weight;
};

static void send_all(const Sender& sender, s4u::Host* array, uint64_t bytes)
{
  if (bytes == 0)
    return;
  if (sender.weight == 1) {
    s4u::Comm::sendto(sender.source, array, bytes);
    return;
  }
  std::vector<s4u::CommPtr> messages;
  for (int message = 0; message < sender.weight; message++) {
    auto comm = s4u::Comm::sendto_init(sender.source, array);
    comm->set_payload_size(bytes);
    comm->start();
    messages.push_back(comm);
  }
  for (auto& message : messages)
    message->wait();
}

static void race(s4u::Engine& engine, std::vector<Sender>& senders, s4u::Host* array, long flows)
{
  const long each = flows / static_cast<long>(senders.size());
  double sum      = 0;
  for (auto& sender : senders)
    s4u::Actor::create("vm", sender.source, [&sender, &sum, array, each] {
      for (long flow = 0; flow < each; flow++) {
        s4u::this_actor::sleep_for(mean_think_seconds * sender.stream.exponential());
        const double bytes = mean_bytes * sender.stream.exponential() / sender.weight;
        send_all(sender, array, static_cast<uint64_t>(bytes));
        sum += s4u::Engine::get_clock();
      }
    });
  run_and_report(engine, 2 * each * static_cast<long>(senders.size()), sum);
}

void flows_over_array(s4u::Engine& engine, long hosts, long flows)
{
  auto* zone  = s4u::create_star_zone("root");
  auto* array = zone->create_host("array", 1e9);
  connect(zone, array, {link_of(zone, "array", 0.3e9 * static_cast<double>(hosts))});
  std::vector<s4u::Host*> sources;
  for (auto* path : paths_of(zone, hosts)) {
    sources.push_back(zone->create_host(path->get_name() + "-end", 1e9));
    connect(zone, sources.back(), {path});
  }
  zone->seal();
  const auto streams = streams_for(hosts * vms_per_host);
  std::vector<Sender> senders;
  for (long vm = 0; vm < hosts * vms_per_host; vm++)
    senders.push_back({sources[path_of(vm)], streams[vm], 1});
  race(engine, senders, array, flows);
}

void flows_over_groups(s4u::Engine& engine, long hosts, long flows)
{
  auto* zone              = s4u::create_star_zone("root");
  auto* array             = zone->create_host("array", 1e9);
  const double array_rate = 0.3e9 * static_cast<double>(hosts);
  connect(zone, array, {});
  const auto paths = paths_of(zone, hosts);
  std::vector<s4u::Link*> all_ports;
  for (int port = 0; port < ports; port++)
    all_ports.push_back(link_of(zone, "port" + std::to_string(port), array_rate / ports * (0.8 + 0.1 * (port % 5))));
  std::vector<s4u::Link*> all_groups;
  for (int group = 0; group < groups; group++)
    all_groups.push_back(
        link_of(zone, "group" + std::to_string(group), array_rate / groups * (0.7 + 0.1 * (group % 7))));
  const auto streams = streams_for(hosts * vms_per_host);
  std::vector<Sender> senders;
  for (long vm = 0; vm < hosts * vms_per_host; vm++) {
    const uint32_t drawn = (static_cast<uint32_t>(vm) + 1U) * 2654435761U;
    std::vector<s4u::Link*> links{paths[path_of(vm)], all_ports[(drawn >> 8) % ports], all_groups[(drawn >> 16) % groups]};
    const std::string name = "vm" + std::to_string(vm);
    if (vm % 4 == 3)
      links.push_back(link_of(zone, name + "-cap", 2e7 * static_cast<double>(1 + vm % 5)));
    auto* source = zone->create_host(name, 1e9);
    connect(zone, source, links);
    senders.push_back({source, streams[vm], static_cast<int>(1 + vm % 3)});
  }
  zone->seal();
  race(engine, senders, array, flows);
}
