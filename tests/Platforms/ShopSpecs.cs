using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>Shopify's own library signs and judges what the door is given. News of an order opens no conversation; it is noted in the customer's.</summary>
public sealed class ShopifySpecs(PlatformSystem system) : PlatformSpec(system, "shopify")
{
    [Fact]
    public async Task News_of_an_order_that_the_library_signs_is_noted_with_its_customer_and_a_changed_one_is_refused()
    {
        var (customer, order) = (Next(), 820_982_911_946_154_508 + Next());
        ThenTaken(await SendAsync(await OrderAsync("orders/create", customer, order - 1)));
        var conversation = await KnownAsync(customer.ToString(provider: null));
        var signed = await OrderAsync("orders/paid", customer, order);

        Assert.True(await BelievesAsync(signed));
        Assert.False(await BelievesAsync(signed.Tampered()));
        await ThenRefusedAsync(signed.Tampered());
        ThenTaken(await SendAsync(signed));
        await ThenNotedAsync(conversation, order.ToString(provider: null));
    }

    private Task<SignedRequest> OrderAsync(string topic, int customer, long order) => LibraryAsync<SignedRequest>("shopify", "sign", new
    {
        secret = Setting("api_secret"),
        shop = Setting("shop_domain"),
        topic,
        body = JsonSerializer.Serialize(new { id = order, name = "#1001", total_price = "59.90", currency = "EUR", financial_status = "paid", customer = new { id = customer, first_name = "Ana" } }),
    });

    private async Task<bool> BelievesAsync(SignedRequest request) => (await LibraryAsync("shopify", "believes", new { secret = Setting("api_secret"), request })).GetBoolean();
}

/// <summary>Alipay's own SDK signs and judges what the door is given, and asks for an order as we must.</summary>
public sealed class AlipaySpecs(PlatformSystem system) : PlatformSpec(system, "alipay")
{
    [Fact]
    public async Task News_of_a_payment_that_the_SDK_believes_is_noted_with_its_buyer_and_a_changed_one_is_refused()
    {
        var (buyer, order) = ($"2088{Next()}", $"order-{Guid.NewGuid():N}");
        Assert.Equal("success", (await SendAsync(await PaymentAsync(buyer, order, "WAIT_BUYER_PAY"))).Body);
        var conversation = await KnownAsync(buyer);
        var signed = await PaymentAsync(buyer, order, "TRADE_SUCCESS");

        await ThenRefusedAsync(signed.Tampered());
        Assert.Equal("success", (await SendAsync(signed)).Body);
        await ThenNotedAsync(conversation, order);
    }

    [Fact]
    public async Task An_order_is_asked_for_as_the_SDK_asks_and_signs()
    {
        var order = $"order-{Guid.NewGuid():N}";

        var found = await Omni.Supervisor.GetAsync($"/api/orders/alipay/{PlatformAccounts.Name}/{order}");

        Assert.Equal("59.90", found.GetProperty("total").GetString());
        var asked = await Platforms.OursAsync("alipay", order);
        var theirs = await LibraryAsync<Dictionary<string, string>>("alipay", "ask", new
        {
            appId = Setting("app_id"), publicKey = Omni.Accounts.Alipay.PublicKey, privateKey = Omni.Accounts.Alipay.PrivateKey, order, timestamp = asked.Fields["timestamp"],
        });
        Assert.Equal(theirs.OrderBy(field => field.Key, StringComparer.Ordinal), asked.Fields.OrderBy(field => field.Key, StringComparer.Ordinal));
    }

    private Task<SignedRequest> PaymentAsync(string buyer, string order, string status) => LibraryAsync<SignedRequest>("alipay", "sign", Account(new()
    {
        ["notify_id"] = $"{Guid.NewGuid():N}", ["notify_type"] = "trade_status_sync", ["notify_time"] = "2026-11-30 12:00:00", ["app_id"] = Setting("app_id"), ["charset"] = "utf-8",
        ["out_trade_no"] = order, ["trade_no"] = "2026113022001", ["trade_status"] = status, ["total_amount"] = "59.90", ["buyer_id"] = buyer, ["subject"] = "茶杯 & 茶壶",
    }));

    private object Account(Dictionary<string, string> form) => new { appId = Setting("app_id"), publicKey = Omni.Accounts.Alipay.PublicKey, privateKey = Omni.Accounts.Alipay.PrivateKey, form };
}
