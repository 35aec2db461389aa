/** A role's trust policy as one line of YAML. */
export function trusting(service: string): string {
  return `{Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {Service: ${service}}, Action: "sts:AssumeRole"}]}`;
}

/** A template of these resources, each indented by two. */
export function template(...resources: readonly string[]): string {
  return `Resources:\n${resources.map((one) => one.replaceAll(/^(?=.)/gm, '  ')).join('\n')}\n`;
}

/** A role that a service may assume; further properties on lines of their own. */
export function role(id: string, service = 'ec2.amazonaws.com', properties = ''): string {
  return `${id}:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument: ${trusting(service)}${indented(properties)}`;
}

export function profile(id: string, roles: string, properties = ''): string {
  return `${id}:\n  Type: AWS::IAM::InstanceProfile\n  Properties:\n    Roles: ${roles}${indented(properties)}`;
}

export function instance(iamInstanceProfile: string): string {
  return `Web:\n  Type: AWS::EC2::Instance\n  Properties:\n    IamInstanceProfile: ${iamInstanceProfile}`;
}

export function lambda(given: string): string {
  return `Hello:\n  Type: AWS::Lambda::Function\n  Properties:\n    Role: ${given}\n    Code: {ZipFile: x}`;
}

/** An inline policy of one statement in a role. */
export function allowing(statement: string): string {
  return role(
    'Role',
    'ec2.amazonaws.com',
    `Policies: [{PolicyName: own, PolicyDocument: {Version: "2012-10-17", Statement: [${statement}]}}]`,
  );
}

function indented(properties: string): string {
  return properties === '' ? '' : `\n${properties.replaceAll(/^/gm, '    ')}`;
}
