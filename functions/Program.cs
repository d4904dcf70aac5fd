using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Upkeep;
using OmniFunctions.Access;
using OmniFunctions.Admin;
using OmniFunctions.Demo;
using OmniFunctions.Desk;
using OmniFunctions.Durable;
using OmniFunctions.Inbound;
using OmniFunctions.Insights;
using OmniFunctions.Lab;
using OmniFunctions.Live;
using OmniFunctions.People;
using OmniFunctions.Runtime;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Insights;
using OmniFunctions.Runtime.Live;
using OmniFunctions.SignIn;
using OmniFunctions.Widget;

// Trying a policy on a virtual clock needs no system: nothing is put together then.
if (LabCommands.TryRun(args, Console.Out, Console.Error) is { } exitCode) return exitCode;

var builder = FunctionsApplication.CreateBuilder([.. args.Where(argument => argument != DemoCustomers.Argument)]);
if (args.Contains(DemoCustomers.Argument)) builder.Configuration.AddInMemoryCollection([new(DemoCustomers.Setting, "true")]);
builder.Configuration.AddInMemoryCollection(AccountDocuments.Read(builder.Configuration));
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FaultMiddleware>();
builder.UseMiddleware<Authoriser>();
builder.ConfigureDurableWorker().AddTasks(DurableTasks.Register);

var services = builder.Services;
services.AddOmniRuntime(builder.Configuration);
services.AddOmniDurable();
services.AddHostedService<Preparation>();
TelemetryExport.Add(services, builder.Configuration);

services.AddSingleton(ForwardingProxies.From(builder.Configuration));
services.AddDeskCookie(builder.Configuration);
services.AddSingleton(new HttpFunctions());
services.AddSingleton<Passwords>();
services.AddSingleton<SignInLimits>();
services.AddSingleton<Authentication>();
services.AddSingleton(new SecondFactorDuties(builder.Configuration));
services.AddSingleton<FactorGate>();
services.AddSingleton(new SignInProviders(builder.Configuration));
services.AddSingleton<SignInFlows>();
services.AddSingleton<ProviderExchange>();
services.AddSingleton<Admissions>();
services.AddHostedService<AgentDocuments>();

services.AddServerlessHub<DeskHub>();
services.AddSingleton<IHubClients>(all => new DeskHub(all).Connected);
services.AddSingleton(all => new DeskHub(all).Control);
services.AddSingleton<Viewing>();
services.AddSingleton<LiveConnections>();
services.AddSingleton<Revocation>();
services.AddSingleton<LivePush>();
services.AddSingleton<IConversationPush>(all => all.GetRequiredService<LivePush>());
services.AddSingleton<IPresencePush, PresencePulse>();

services.AddSingleton<AccountCheck>();
services.AddSingleton<AccountViews>();
services.AddSingleton<Doorkeeper>();
services.AddSingleton<Cors>();
services.AddSingleton<CommandDesk>();
services.AddSingleton<CallRates>();
services.AddSingleton<VisitorSessions>();
services.AddSingleton<OpeningTimes>();
services.AddSingleton<ConversationSearch>();
services.AddSingleton<VisitorThread>();
services.AddSingleton<VisitorConversation>();
services.AddSingleton<VisitorStates>();
services.AddSingleton<VisitorDesk>();
services.AddSingleton<PersonHistory>();
services.AddSingleton<FiguresStore>();
services.AddSingleton<InsightsPulse>();

services.AddSingleton<DemoTenant>();
services.AddHostedService<DemoSeeding>();
services.AddHostedService<DemoCustomers>();

await builder.Build().RunAsync();
return 0;
