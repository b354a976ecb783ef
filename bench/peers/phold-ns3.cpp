// PHOLD through ns-3's simulator as its users write it, with its own random variables: a handler that draws a target
// and schedules it.
// g++ -O2 phold-ns3.cpp -lns3-core -o phold-ns3; phold-ns3 SCHEDULER PENDING EVENTS MEAN prints events a second
// and the mean delay in ticks. SCHEDULER is a type of ns-3, such as ns3::MapScheduler.
#include <ns3/double.h>
#include <ns3/nstime.h>
#include <ns3/object-factory.h>
#include <ns3/random-variable-stream.h>
#include <ns3/simulator.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

static ns3::Ptr<ns3::ExponentialRandomVariable> gap;
static ns3::Ptr<ns3::UniformRandomVariable> targets;
static uint32_t pending;
static double mean;
static uint64_t left;
static uint64_t scheduled = 0;
static double delays = 0;

static void due(int32_t a, int32_t b);

static void schedule(uint32_t target) {
  const int64_t delay = int64_t(gap->GetValue());
  delays += delay;
  scheduled++;
  ns3::Simulator::Schedule(ns3::TimeStep(delay), &due, int32_t(target), 0);
}
static void due(int32_t, int32_t) {
  schedule(targets->GetInteger(0, pending - 1));
  if (--left == 0) ns3::Simulator::Stop();
}
static void hold(uint64_t count) {
  left = count;
  ns3::Simulator::Run();
}

int main(int, char** argv) {
  pending = atoi(argv[2]);
  const uint64_t events = atoll(argv[3]);
  mean = atof(argv[4]);
  gap = ns3::CreateObject<ns3::ExponentialRandomVariable>();
  gap->SetAttribute("Mean", ns3::DoubleValue(mean));
  targets = ns3::CreateObject<ns3::UniformRandomVariable>();
  ns3::Simulator::SetScheduler(ns3::ObjectFactory(argv[1]));
  for (uint32_t target = 0; target < pending; target++) schedule(target);
  hold(std::max<uint64_t>(3ull * pending, 300000));
  const auto begin = std::chrono::steady_clock::now();
  hold(events);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  std::printf("%.0f %.0f\n", events / seconds.count(), delays / scheduled);
}
