// Nothing that holds the record is deleted by mistake. Taking the system down begins with taking this lock away.

@description('Name of the lock.')
param name string

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: name
  properties: {
    level: 'CanNotDelete'
    notes: 'Production: remove this lock before anything in the group is deleted (docs/guides/deploy.md).'
  }
}
