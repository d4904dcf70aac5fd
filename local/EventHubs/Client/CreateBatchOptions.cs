namespace Azure.Messaging.EventHubs.Producer;

public class CreateBatchOptions : SendEventOptions
{
    public long? MaximumSizeInBytes { get; set; }
}
