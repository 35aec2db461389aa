import { iamReference } from '../../../model/iam-reference.ts';

/**
 * The actions of which AWS does not report when they were used last, by service; of all others of these
 * services it does: not of those on data, of most that tag, of those that are permissions only, and of some
 * that are called very often. Of services that are not here no actions are told.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html `IAM Action Last Accessed`
 */
const UNTRACKED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    ec2: `associateverifiedaccessinstancewebacl attachappliancetonatgateway attachresourcestoplacementgroup
      createcoippoolpermission createlaunchtemplate createlocalgatewayroutetablepermission createodbnetworkpeering
      createsnapshot createtags deletecoippoolpermission deletelocalgatewayroutetablepermission
      deleteodbnetworkpeering deleteresourcepolicy deletesnapshot deletetags describecapacityblockofferings
      describeimages describeinstanceattribute describeinstances describeinstancestatus
      describeinstancetypeofferings describelaunchtemplates describelaunchtemplateversions
      describelocalgatewayroutetablepermissions describesnapshots describesubnets describetags
      describeverifiedaccessinstancewebaclassociations detachappliancefromnatgateway
      detachresourcesfromplacementgroup disassociateverifiedaccessinstancewebacl
      getcapacitymanagermonitoredtagkeys getresourcepolicy getverifiedaccessinstancewebacl injectapierror
      injectvolumeiolatency modifyodbnetworkpeering pausevolumeio purchasecapacityblock putresourcepolicy
      replaceimageinstancetypespecification sendspotinstanceinterruptions stopinstances terminateinstances
      updatecapacitymanagermonitoredtagkeys validatesecuritygroupquotasforinterface`,
    iam: `acceptdelegationrequest associatedelegationrequest createdelegationrequest getdelegationrequest
      gethumanreadablesummary getroletemplateversion listinstanceprofiletags listmfadevicetags
      listopenidconnectprovidertags listpolicytags listroletags listsamlprovidertags listservercertificatetags
      listusertags passrole rejectdelegationrequest senddelegationtoken taginstanceprofile tagmfadevice
      tagopenidconnectprovider tagpolicy tagrole tagsamlprovider tagservercertificate taguser
      untaginstanceprofile untagmfadevice untagopenidconnectprovider untagpolicy untagrole untagsamlprovider
      untagservercertificate untaguser updatedelegationrequest`,
    s3: `abortmultipartupload allowvendedlogdeliveryforresource bypassgovernanceretention createstoragelensgroup
      deletejobtagging deleteobject deleteobjectannotation deleteobjecttagging deleteobjectversion
      deleteobjectversionannotation deleteobjectversiontagging deletestoragelensconfigurationtagging
      deletestoragelensgroup getbucketmetadatatableconfiguration getbuckettagging getjobtagging getobject
      getobjectacl getobjectannotation getobjectattributes getobjectlegalhold getobjectretention
      getobjecttagging getobjecttorrent getobjectversion getobjectversionacl getobjectversionannotation
      getobjectversionannotationforreplication getobjectversionattributes getobjectversionforreplication
      getobjectversiontagging getobjectversiontorrent getstoragelensconfigurationtagging getstoragelensgroup
      initiatereplication listbucket listbucketversions listmultipartuploadparts listobjectannotations
      listobjectversionannotations liststoragelensgroups listtagsforresource objectowneroverridetobucketowner
      pausereplication putaccesspointpublicaccessblock putbuckettagging putjobtagging putobject putobjectacl
      putobjectannotation putobjectlegalhold putobjectretention putobjecttagging putobjectversionacl
      putobjectversionannotation putobjectversiontagging putstoragelensconfigurationtagging replicatedelete
      replicateobject replicateobjectannotation replicatetags restoreobject tagresource untagresource
      updatebucketmetadatainventorytableconfiguration updateobjectencryption updatestoragelensgroup`,
  }).map(([namespace, names]) => [namespace, new Set(names.split(/\s+/))]),
);

/** The actions of a service that are tracked, by name, as AWS writes them; none where AWS's list is not known here. */
export function trackedActions(namespace: string): readonly string[] {
  const untracked = UNTRACKED.get(namespace);
  if (untracked === undefined) return [];
  const service = iamReference().services.get(namespace);
  const names = [...(service?.actions.values() ?? [])].map(({ name }) => name);
  return names.filter((name) => !untracked.has(name.toLowerCase())).sort();
}
